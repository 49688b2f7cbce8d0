package org.keyferry.local.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.Record;
import org.keyferry.local.backend.ConnectTopics;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** Which topics there are to be looked at, and which of them may hold keys. */
final class KeyTopics {
  /** The broker's own, which hold offsets and metadata. */
  private static final Set<String> OF_THE_BROKER =
      Set.of(
          "__cluster_metadata",
          "__consumer_offsets",
          "__transaction_state",
          "__share_group_state",
          "__remote_log_metadata");

  /** How far feeds are sealed: a key is in it only in the middle of a batch. */
  private static final String FEED_PROGRESS = changelog("feed-progress");

  private static final Set<String> WITHOUT_KEYS =
      Stream.of(
              Stream.of(changelog("feed-numbers"), FEED_PROGRESS),
              // Of the worker's own: properties, states, and how far each peer's feed was read.
              ConnectTopics.ALL.stream(),
              Topics.ALL.stream().filter(topic -> !topic.carriesKeyBytes()).map(Topic::name))
          .flatMap(Function.identity())
          .collect(Collectors.toUnmodifiableSet());

  private KeyTopics() {}

  private static String changelog(String store) {
    return StreamsProperties.APPLICATION_ID + "-" + store + "-changelog";
  }

  /** Whether it is none of the broker's own. */
  static boolean isLookedAt(String topic) {
    return !OF_THE_BROKER.contains(topic);
  }

  /**
   * Whether the record may hold keys.
   *
   * @throws InvalidProtocolBufferException if it is none of its topic
   */
  static boolean holdsKeys(String topic, Record record) throws InvalidProtocolBufferException {
    if (!topic.equals(FEED_PROGRESS)) {
      return holdsKeys(topic);
    }
    return record.hasValue()
        && !FeedProgress.parseFrom(record.value()).getSealing().getLastKey().isEmpty();
  }

  /** Whether it may hold keys all the time; one that nobody knows may. */
  static boolean holdsKeys(String topic) {
    return !WITHOUT_KEYS.contains(topic);
  }
}
