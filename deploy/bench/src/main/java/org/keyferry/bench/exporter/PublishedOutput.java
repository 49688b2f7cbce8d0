package org.keyferry.bench.exporter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/** Sees a batch as published when the exporter says so: its objects and its index are there. */
final class PublishedOutput implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final CommittedRecords records;
  private final ChildJvm exporter;

  PublishedOutput(KafkaSettings kafka, ChildJvm exporter) {
    this.records = new CommittedRecords(kafka, Topics.BATCHES_PUBLISHED.name());
    this.exporter = exporter;
  }

  /**
   * Waits for a batch.
   *
   * @throws CommandFailure if it does not come or has another number of keys
   */
  PublishedBatch await(long sequence, long keys) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < LONGEST.toNanos()) {
      exporter.requireAlive();
      for (var record : records.poll()) {
        PublishedBatch batch = parse(record.value());
        if (batch.getSequence() == sequence) {
          requireKeys(batch, keys);
          return batch;
        }
      }
    }
    throw new CommandFailure(
        new Problem(
            "batch " + sequence,
            Topics.BATCHES_PUBLISHED.name(),
            "within " + LONGEST.toMinutes() + " min",
            "not"));
  }

  private static PublishedBatch parse(byte[] value) {
    try {
      return PublishedBatch.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("batches.published holds what is no PublishedBatch", e);
    }
  }

  private static void requireKeys(PublishedBatch batch, long keys) {
    long published = batch.getObjectsList().stream().mapToLong(PublishedObject::getKeys).sum();
    if (published != keys || batch.getKeys() != keys) {
      throw new CommandFailure(
          new Problem(
              "published keys",
              "batch " + batch.getSequence(),
              String.valueOf(keys),
              published + " in its objects, " + batch.getKeys() + " in the batch"));
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
