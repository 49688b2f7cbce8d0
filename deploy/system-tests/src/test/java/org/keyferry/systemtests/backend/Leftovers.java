package org.keyferry.systemtests.backend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Looks for processes that a test left behind. */
public final class Leftovers {
  private Leftovers() {}

  /** Returns if this process has no process below it any more; waits some seconds for that. */
  public static void requireNone() {
    await("no process to be left")
        .atMost(Duration.ofSeconds(20))
        .until(Leftovers::commands, List::isEmpty);
  }

  private static List<String> commands() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(process -> process.pid() + " " + process.info().command().orElse(""))
        .toList();
  }
}
