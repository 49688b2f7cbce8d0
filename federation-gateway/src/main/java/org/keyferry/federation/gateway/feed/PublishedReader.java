package org.keyferry.federation.gateway.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/**
 * Keeps what is known of published feeds up to date.
 *
 * <p>in: {@code batches.published}, whole; out: {@link PublishedFeeds}
 */
final class PublishedReader implements MessageListener<byte[], byte[]> {
  static final TopicPartition PARTITION = new TopicPartition(Topics.BATCHES_PUBLISHED.name(), 0);

  private static final Logger LOG = LoggerFactory.getLogger(PublishedReader.class);
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final PublishedFeeds feeds;

  PublishedReader(PublishedFeeds feeds) {
    this.feeds = feeds;
  }

  /**
   * Takes all that is in the topic now: whoever answers with less tells peers that keys are gone,
   * or never were.
   *
   * @return the offset to go on from
   * @throws IllegalStateException if the brokers give nothing for 30 s
   */
  long readWhole(Consumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    long end = consumer.endOffsets(List.of(PARTITION), WAIT).getOrDefault(PARTITION, 0L);
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (consumer.position(PARTITION, WAIT) < end) {
      var records = consumer.poll(POLL);
      records.forEach(this::onMessage);
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + WAIT.toNanos();
      } else if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            new Problem("records", PARTITION.toString(), "some within " + WAIT, "none").toString());
      }
    }
    return consumer.position(PARTITION, WAIT);
  }

  @Override
  public void onMessage(ConsumerRecord<byte[], byte[]> each) {
    try {
      if (each.value() == null) {
        String key = new String(each.key(), StandardCharsets.US_ASCII);
        int slash = key.indexOf('/');
        feeds.remove(key.substring(0, slash), Long.parseLong(key.substring(slash + 1)));
      } else {
        feeds.put(PublishedBatch.parseFrom(each.value()));
      }
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      // What others write there must not keep batches from peers.
      LOG.atError()
          .addKeyValue("where", PARTITION + "@" + each.offset())
          .setCause(e)
          .log("a record that is not ours is left out");
    }
  }
}
