package org.keyferry.exporter.record;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code batches.published} and reads what it and other instances wrote.
 *
 * <p>in: published and expired batches; out: records of {@code batches.published}, {@link
 * PublishedBatches}
 */
public final class PublishedLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedLog.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.BATCHES_PUBLISHED.name(), 0);
  static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final LogClients clients;
  private final PublishedBatches batches;

  /**
   * @param clients for this alone
   * @param batches kept up to date with what is read and written
   */
  public PublishedLog(LogClients clients, PublishedBatches batches) {
    this.clients = clients;
    this.consumer = clients.committed();
    this.producer = clients.producer();
    this.batches = batches;
    clients.any().assign(List.of(PARTITION));
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
  }

  /** What was read and written so far. */
  public PublishedBatches batches() {
    return batches;
  }

  /** The key of a batch's record. */
  public static String key(BatchId id) {
    return String.format(Locale.ROOT, "%s/%010d", id.feed(), id.sequence());
  }

  /** The writer of a partition's batches; it takes over when it is used or told to. */
  public BatchWriter writer(int partition) {
    return new BatchWriter(
        this, () -> clients.transactional().apply("batch-exporter-" + partition));
  }

  /**
   * Reads everything that was in the topic when this was called. What others have not committed by
   * then is awaited: it might be the withdrawal of a batch.
   *
   * @throws IOException if that takes more than 30 s without a record
   */
  public synchronized void catchUpWithAll() throws IOException {
    readTo(end(clients.any()));
  }

  /**
   * Reads everything that was committed to the topic when this was called.
   *
   * @throws IOException if that takes more than 30 s without a record
   */
  public synchronized void catchUp() throws IOException {
    readTo(end(consumer));
  }

  private static long end(Consumer<byte[], byte[]> seenBy) {
    return seenBy.endOffsets(List.of(PARTITION), WAIT).getOrDefault(PARTITION, 0L);
  }

  private void readTo(long end) throws IOException {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (consumer.position(PARTITION, WAIT) < end) {
      var records = consumer.poll(POLL);
      records.forEach(this::take);
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + WAIT.toNanos();
      } else if (System.nanoTime() - deadline > 0) {
        throw new IOException("no records of " + PARTITION + " for " + WAIT.toSeconds() + " s");
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> each) {
    try {
      if (each.value() == null) {
        batches.remove(parse(new String(each.key(), StandardCharsets.US_ASCII)));
      } else {
        batches.put(BatchTerms.checked(PublishedBatch.parseFrom(each.value())));
      }
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      // What others write there must not keep batches from phones.
      LOG.atError()
          .addKeyValue("where", PARTITION + "@" + each.offset())
          .setCause(e)
          .log("a record that is not ours is left out");
    }
  }

  private static BatchId parse(String key) {
    int slash = key.indexOf('/');
    return new BatchId(key.substring(0, slash), Long.parseLong(key.substring(slash + 1)));
  }

  /** Sends the record of a batch. Returns when the brokers have it. */
  void send(Producer<byte[], byte[]> by, PublishedBatch batch) throws IOException {
    send(by, new BatchId(batch.getFeed(), batch.getSequence()), batch.toByteArray());
  }

  /** Records that nothing of the batch is in the store any more. Returns when it is durable. */
  public void expire(BatchId id) throws IOException {
    send(producer, id, null);
    batches.remove(id);
  }

  private static void send(Producer<byte[], byte[]> by, BatchId id, byte[] value)
      throws IOException {
    byte[] key = key(id).getBytes(StandardCharsets.US_ASCII);
    try {
      by.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), key, value))
          .get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("batch " + id + " could not be recorded in " + PARTITION.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while recording batch " + id, e);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
    clients.any().close();
    producer.close(WAIT);
  }
}
