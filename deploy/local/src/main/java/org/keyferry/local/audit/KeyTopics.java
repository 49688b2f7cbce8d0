package org.keyferry.local.audit;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** Which topics there are to be looked at, and which of them may hold keys. */
final class KeyTopics {
  /** Changelogs of stores that hold no key: numbers of feeds, and how far feeds are sealed. */
  private static final Set<String> WITHOUT_KEYS =
      Stream.concat(
              Stream.of("feed-numbers", "feed-progress")
                  .map(store -> StreamsProperties.APPLICATION_ID + "-" + store + "-changelog"),
              Topics.ALL.stream().filter(topic -> !topic.carriesKeyBytes()).map(Topic::name))
          .collect(Collectors.toUnmodifiableSet());

  private KeyTopics() {}

  /** Whether it is none of the broker's own, which hold offsets and metadata. */
  static boolean isLookedAt(String topic) {
    return !topic.startsWith("__");
  }

  /** Whether it may hold keys; one that nobody knows may. */
  static boolean holdsKeys(String topic) {
    return !WITHOUT_KEYS.contains(topic);
  }
}
