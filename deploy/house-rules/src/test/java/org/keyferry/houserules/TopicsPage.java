package org.keyferry.houserules;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.MessageOrBuilder;
import java.time.Duration;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** Writes {@code docs/topics.md} from the registry of topics. */
final class TopicsPage {
  private static final String HEAD =
      """
      # Topics

      In the order in which data flows. Generated from `org.keyferry.wire.topic.Topics` by `deploy/house-rules`; change it there.
      How many partitions and copies there are is set under `keyferry.topics` ([configuration.md](configuration.md)).

      | topic | record key | value | partitions | keeps | written by | key bytes | regions of interest |
      |---|---|---|---|---|---|---|---|
      """;

  private TopicsPage() {}

  static String page() {
    var page = new StringBuilder(HEAD);
    for (Topic<?> topic : Topics.ALL) {
      page.append(
          "| `%s` | %s | `%s` | %s | %s | %s | %s | %s |%n"
              .formatted(
                  topic.name(),
                  topic.key(),
                  valueOf(topic),
                  partitions(topic),
                  retention(topic),
                  topic.writtenBy(),
                  yesOrNo(topic.carriesKeyBytes()),
                  yesOrNo(topic.carriesRegionsOfInterest())));
    }
    return page.toString();
  }

  private static String valueOf(Topic<? extends MessageLite> topic) {
    try {
      var empty = (MessageOrBuilder) topic.value().parseFrom(new byte[0]);
      return empty.getDescriptorForType().getName();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(topic + " refuses an empty value", e);
    }
  }

  private static String partitions(Topic<?> topic) {
    return switch (topic.partitioning()) {
      case BY_KEY -> "by key bytes";
      case BY_FEED -> "by feed";
      case SINGLE -> "one";
    };
  }

  private static String retention(Topic<?> topic) {
    if (topic.retention().equals(Topic.FOR_EVER)) {
      return "everything";
    }
    return topic.compacted()
        ? "the last of each key; tombstones " + days(topic.retention())
        : "everything for " + days(topic.retention());
  }

  private static String days(Duration duration) {
    return duration.toHours() % 24 == 0 ? duration.toDays() + " d" : duration.toHours() + " h";
  }

  private static String yesOrNo(boolean value) {
    return value ? "yes" : "no";
  }
}
