package org.keyferry.bench.peers;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.topic.Topics;

/** Sees when our own batches are where phones find them. */
final class PublishedBuckets implements AutoCloseable {
  private final CommittedRecords records;
  private final List<PublishedBatch> batches = new ArrayList<>();
  private final List<Duration> afterEnd = new ArrayList<>();

  /** From now on. */
  PublishedBuckets(CommittedRecords records) {
    this.records = records;
  }

  /** Looks what has come. */
  void look() {
    for (var record : records.poll()) {
      PublishedBatch batch = parse(record.value());
      if (batch.getKeys() > 0) {
        batches.add(batch);
        Instant end = Instant.ofEpochSecond(batch.getWindowEndSeconds());
        afterEnd.add(Duration.between(end, Instant.now()));
      }
    }
  }

  private static PublishedBatch parse(byte[] value) {
    try {
      return PublishedBatch.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(Topics.BATCHES_PUBLISHED.name() + " holds another event", e);
    }
  }

  /** Those with keys. */
  List<PublishedBatch> batches() {
    return List.copyOf(batches);
  }

  /** How long after the end of its bucket each of them was published. */
  List<Duration> afterEnd() {
    return List.copyOf(afterEnd);
  }

  /** How many keys they have. */
  long keys() {
    return batches.stream().mapToLong(PublishedBatch::getKeys).sum();
  }

  @Override
  public void close() {
    records.close();
  }
}
