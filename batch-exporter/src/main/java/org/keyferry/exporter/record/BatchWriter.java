package org.keyferry.exporter.record;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.keyferry.event.v1.PublishedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the batches of a partition. Whoever opens another one for the partition stops
 * this one: an exporter that was paused and wakes changes nothing any more. For one thread.
 *
 * <p>in: what is done to batches; out: records of {@code batches.published}, each visible only when
 * what it tells is done
 */
public final class BatchWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

  private final PublishedLog log;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private Producer<byte[], byte[]> producer;
  private boolean caughtUp;
  private boolean sent;

  /** What readers see of a batch and is told by its record. */
  @FunctionalInterface
  public interface VisibleStep {
    /** Does it; asks the fence between reading what is there and changing it. */
    void run(Fence fence) throws IOException;
  }

  /**
   * @param producers each with the transactional id of the partition
   */
  BatchWriter(PublishedLog log, Supplier<Producer<byte[], byte[]>> producers) {
    this.log = log;
    this.producers = producers;
  }

  /**
   * Stops any other writer of the partition, and ends what that one has not committed: until then
   * nobody sees what was recorded later.
   */
  public void open() throws IOException {
    if (producer != null) {
      return;
    }
    Producer<byte[], byte[]> opened = producers.get();
    try {
      opened.initTransactions();
    } catch (KafkaException e) {
      opened.close(PublishedLog.WAIT);
      throw new IOException("could not take over a partition: " + e.getMessage(), e);
    }
    producer = opened;
    caughtUp = false;
  }

  /**
   * Makes this the only writer of the partition, if it is not, and learns what others have done.
   *
   * @return whether that was necessary, so that what was decided before has to be decided anew
   */
  public boolean takeOver() throws IOException {
    open();
    if (caughtUp) {
      return false;
    }
    log.catchUpWithAll();
    caughtUp = true;
    return true;
  }

  /** Records the batch. Returns when that is durable. */
  public void append(PublishedBatch batch) throws IOException {
    append(batch, Fence::check);
  }

  /** Does the step and records the batch, which nobody sees before. */
  public void append(PublishedBatch batch, VisibleStep step) throws IOException {
    append(List.of(batch), step);
  }

  /**
   * Does the step and records the batches, none of which anybody sees before.
   *
   * @param batches at least one; the last is the one that it is about
   */
  public void append(List<PublishedBatch> batches, VisibleStep step) throws IOException {
    takeOver();
    List<PublishedBatch> numbered = log.batches().numbered(batches);
    try {
      producer.beginTransaction();
      sent = false;
      step.run(() -> send(numbered));
      if (!sent) {
        send(numbered);
      }
    } catch (KafkaException | IOException e) {
      giveUp();
      throw failed(batches, e);
    }
    commit(batches);
    numbered.forEach(log.batches()::put);
  }

  /** A record that can't be sent is the sign that there is another writer. */
  private void send(List<PublishedBatch> batches) throws IOException {
    if (sent) {
      // Who asks again has the records twice otherwise.
      producer.abortTransaction();
      producer.beginTransaction();
    }
    for (PublishedBatch batch : batches) {
      log.send(producer, batch);
    }
    sent = true;
  }

  /** After a failure only the brokers know whether it is committed: the log tells a new writer. */
  private void commit(List<PublishedBatch> batches) throws IOException {
    try {
      producer.commitTransaction();
    } catch (KafkaException e) {
      close();
      throw failed(batches, e);
    }
  }

  private static IOException failed(List<PublishedBatch> batches, Exception cause) {
    PublishedBatch batch = batches.getLast();
    return new IOException(
        "batch " + batch.getFeed() + "/" + batch.getSequence() + ": " + cause, cause);
  }

  /** Ends the transaction; if not even that is possible, this is the writer no more. */
  private void giveUp() {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("cause", e.toString())
          .log("another exporter publishes these batches, or the brokers gave up on this one");
      close();
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(PublishedLog.WAIT);
      producer = null;
    }
  }
}
