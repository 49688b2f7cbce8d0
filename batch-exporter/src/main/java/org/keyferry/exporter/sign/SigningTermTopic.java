package org.keyferry.exporter.sign;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what operators decided of signing keys.
 *
 * <p>in: {@code signing.terms}; out: the last change of each key
 */
final class SigningTermTopic implements SigningChanges, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SigningTermTopic.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.SIGNING_TERMS.name(), 0);
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<SigningKeyId, SigningTermChange> changes = new HashMap<>();

  /**
   * @param consumer of no group, for this alone
   */
  SigningTermTopic(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
  }

  @Override
  public synchronized Map<SigningKeyId, SigningTermChange> read() throws IOException {
    try {
      long end = consumer.endOffsets(List.of(PARTITION), WAIT).getOrDefault(PARTITION, 0L);
      long deadline = System.nanoTime() + WAIT.toNanos();
      while (consumer.position(PARTITION, WAIT) < end) {
        consumer.poll(POLL).forEach(this::take);
        if (System.nanoTime() - deadline > 0) {
          throw new IOException(PARTITION + " could not be read in " + WAIT.toSeconds() + " s");
        }
      }
    } catch (KafkaException e) {
      throw new IOException(PARTITION + " could not be read: " + e.getMessage(), e);
    }
    return Map.copyOf(changes);
  }

  private void take(ConsumerRecord<byte[], byte[]> each) {
    if (each.value() == null) {
      return;
    }
    try {
      var change = SigningTermChange.parseFrom(each.value());
      changes.put(new SigningKeyId(change.getKeyId(), change.getKeyVersion()), change);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // What others write there must not keep batches from phones.
      LOG.atError()
          .addKeyValue("where", PARTITION + "@" + each.offset())
          .setCause(e)
          .log("a record that is not ours is left out");
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
