package org.keyferry.connector.source;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.wire.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what peers say of themselves: that they have something new. Begins with what comes from
 * now on, and does no more than to have somebody look sooner; without it peers are asked in their
 * time.
 *
 * <p>in: {@code peers.hints}; out: ids of peers
 */
final class HintReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HintReader.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.PEERS_HINTS.name(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration NEXT_TRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Consumer<byte[], byte[]> consumer;
  private final Hinted hinted;
  private final Thread thread;

  /** Is told of hints. */
  @FunctionalInterface
  interface Hinted {
    /** That peer has something new. */
    void peer(String id);
  }

  /**
   * Begins to follow.
   *
   * @param clientProperties how to reach the brokers
   */
  HintReader(Map<String, Object> clientProperties, Hinted hinted) {
    this(consumer(clientProperties), hinted);
  }

  /** Begins to follow with that consumer, which is for this alone and is closed with it. */
  HintReader(Consumer<byte[], byte[]> consumer, Hinted hinted) {
    this.consumer = consumer;
    this.hinted = hinted;
    this.thread = Thread.ofPlatform().name("hint-reader").daemon().start(this::run);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> clientProperties) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void run() {
    try (consumer) {
      consumer.assign(List.of(PARTITION));
      boolean following = true;
      while (closing.getCount() > 0) {
        following = followed(following);
      }
    } catch (WakeupException | InterruptException e) {
      // It is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what there is; whether that could be read. Told once for each row of failures. */
  private boolean followed(boolean before) throws InterruptedException {
    try {
      consumer.poll(POLL).forEach(this::take);
      return true;
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (before) {
        LOG.warn("Hints of peers can't be read for now; peers are asked in their time", e);
      }
      closing.await(NEXT_TRY.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> each) {
    try {
      byte[] value = each.value() == null ? new byte[0] : each.value();
      hinted.peer(Topics.PEERS_HINTS.value().parseFrom(value).getPeer());
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("{}@{} is no hint: expected a PeerHint, got other bytes", PARTITION, each.offset());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
