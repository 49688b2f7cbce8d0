package org.keyferry.local.batches;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.topic.TopicRead;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/**
 * The batches that are published and not expired, by feed and sequence.
 *
 * <p>in: {@code batches.published}; out: the last record of each batch
 */
public final class PublishedList {
  private PublishedList() {}

  /** All of them. */
  public static List<PublishedBatch> read(KafkaSettings kafka) {
    var batches = new TreeMap<String, PublishedBatch>();
    TopicRead.all(
        kafka,
        Topics.BATCHES_PUBLISHED,
        each -> {
          String key = new String(each.key(), StandardCharsets.UTF_8);
          if (each.value() == null) {
            batches.remove(key);
          } else {
            batches.put(key, parse(each.value(), each.topic() + "@" + each.offset()));
          }
        });
    return List.copyOf(batches.values());
  }

  private static PublishedBatch parse(byte[] value, String where) {
    try {
      return PublishedBatch.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new CommandFailure(
          new Problem("record", where, "a PublishedBatch", value.length + " other bytes"), e);
    }
  }

  /** The batch of that number; refused if there is none. */
  public static PublishedBatch find(List<PublishedBatch> all, String feed, long sequence) {
    return all.stream()
        .filter(batch -> batch.getFeed().equals(feed) && batch.getSequence() == sequence)
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "batch",
                    "feed " + feed,
                    "a published one that is not expired",
                    "none with number " + sequence)));
  }
}
