package org.keyferry.bench.exporter;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/** The batches that several exporters published, each of them once. */
final class PublishedByAll implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private record Batch(String feed, long sequence) {}

  private final CommittedRecords records;
  private final List<PublishedBatch> batches = new ArrayList<>();
  private final Set<Batch> known = new HashSet<>();

  PublishedByAll(KafkaSettings kafka) {
    this.records = new CommittedRecords(kafka, Topics.BATCHES_PUBLISHED.name());
  }

  /** Everything published so far. */
  List<PublishedBatch> batches() {
    return List.copyOf(batches);
  }

  /**
   * Waits for so many further batches.
   *
   * @param keys of each
   * @throws CommandFailure if they don't come, one is published twice or has another number of keys
   */
  void await(int count, int keys, List<ChildJvm> exporters) {
    int whole = batches.size() + count;
    Workplace.await(
        count + " batches published",
        LONGEST,
        () -> {
          exporters.forEach(ChildJvm::requireAlive);
          for (var record : records.poll()) {
            take(parse(record.value()), keys);
          }
          return batches.size() >= whole;
        });
  }

  private void take(PublishedBatch batch, int keys) {
    boolean isNew = known.add(new Batch(batch.getFeed(), batch.getSequence()));
    if (!isNew || batch.getKeys() != keys) {
      throw new CommandFailure(
          new Problem(
              "batch " + batch.getFeed() + "/" + batch.getSequence(),
              Topics.BATCHES_PUBLISHED.name(),
              "once, with " + keys + " keys",
              (isNew ? "" : "once more, ") + batch.getKeys() + " keys"));
    }
    batches.add(batch);
  }

  private static PublishedBatch parse(byte[] value) {
    try {
      return PublishedBatch.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("batches.published holds what is no PublishedBatch", e);
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
