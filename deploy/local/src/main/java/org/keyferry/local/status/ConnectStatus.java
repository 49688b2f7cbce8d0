package org.keyferry.local.status;

import java.util.List;
import java.util.Map;

/**
 * What a Connect worker says of a connector of it.
 *
 * @param name of the connector
 * @param state its own, such as {@code RUNNING}
 * @param tasks states of its tasks
 */
public record ConnectStatus(String name, String state, List<String> tasks) {
  private static final String FAILED = "FAILED";

  public ConnectStatus {
    tasks = List.copyOf(tasks);
  }

  /** A state in the worker's answer. */
  record State(String state) {}

  /** What the worker's answer has of a connector. */
  record Status(State connector, List<State> tasks) {}

  /** The worker's answer has it for each connector, by name. */
  record Expanded(Status status) {}

  static List<ConnectStatus> of(Map<String, Expanded> answer) {
    return answer.entrySet().stream()
        .map(each -> of(each.getKey(), each.getValue().status()))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private static ConnectStatus of(String name, Status status) {
    return new ConnectStatus(
        name, status.connector().state(), status.tasks().stream().map(State::state).toList());
  }

  /** Whether it or one of its tasks failed. */
  boolean isFailed() {
    return state.equals(FAILED) || tasks.contains(FAILED);
  }
}
