package org.keyferry.systemtests.command;

import java.util.stream.StreamSupport;
import org.keyferry.wire.topic.Topic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lag that {@code ./keyferry status --output json} tells. */
public final class Lag {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Lag() {}

  /** How many seconds the group is behind on the topic. */
  public static long inSeconds(String status, String group, Topic<?> topic) {
    JsonNode topics = JSON.readTree(status).path("topics");
    return StreamSupport.stream(topics.spliterator(), false)
        .filter(lag -> lag.path("topic").asString().equals(topic.name()))
        .filter(lag -> lag.path("group").asString("").equals(group))
        .map(lag -> lag.path("lagSeconds").asLong())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no lag of " + group + " in " + status));
  }
}
