package org.keyferry.exporter.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.command.LeftOutKeys;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.publish.CompleteBatch.Correction;
import org.keyferry.exporter.receive.SealedRecord.Chunk;
import org.keyferry.exporter.receive.SealedRecord.Command;
import org.keyferry.exporter.receive.SealedRecord.Manifest;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.exporter.spool.SpoolDirectory;

/**
 * Reads batches again that were published before, as far back as records are kept.
 *
 * <p>in: a partition of {@code batches.sealed}; out: a complete batch
 */
final class SealedArchive {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** No batch is sealed before its window has ended, by clocks that may differ so much. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final SpoolDirectory spool;

  /**
   * @param consumers each of no group, for one search
   */
  SealedArchive(Supplier<Consumer<byte[], byte[]>> consumers, SpoolDirectory spool) {
    this.consumers = consumers;
    this.spool = spool;
  }

  /**
   * The batch as it was sealed, with a spool that the caller closes; empty if its records are gone.
   * A correction is made again from the batch that it is of.
   */
  Optional<CompleteBatch> read(TopicPartition partition, PublishedBatch batch) throws IOException {
    var id = new BatchId(batch.getFeed(), batch.getSequence());
    long since = batch.getWindowEndSeconds() * 1000 - CLOCKS_DIFFER.toMillis();
    try (var consumer = consumers.get()) {
      consumer.assign(List.of(partition));
      return read(new Search(consumer, partition, Math.max(0, since)), id);
    }
  }

  /** Where to look. */
  private record Search(Consumer<byte[], byte[]> consumer, TopicPartition partition, long since) {
    private void begin() {
      var found = consumer.offsetsForTimes(Map.of(partition, since), PATIENCE).get(partition);
      if (found == null) {
        // No record is so young: a clock was wrong.
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, found.offset());
      }
    }

    private long end() {
      return consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
    }
  }

  private Optional<CompleteBatch> read(Search search, BatchId id) throws IOException {
    search.begin();
    try (var parts = new Parts(id)) {
      long end = search.end();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (search.consumer().position(search.partition(), PATIENCE) < end) {
        var records = search.consumer().poll(POLL);
        for (var each : records) {
          var found = parts.take(each);
          if (found.isPresent()) {
            return found.get() instanceof Command command
                ? corrected(search, command)
                : parts.complete((Manifest) found.get());
          }
        }
        if (!records.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() - deadline > 0) {
          throw new IOException("no records of " + search.partition() + " for " + PATIENCE);
        }
      }
      return Optional.empty();
    }
  }

  private Optional<CompleteBatch> corrected(Search search, Command command) throws IOException {
    var correct = command.command().getCorrect();
    var original = read(search, new BatchId(command.batch().feed(), correct.getSequence()));
    if (original.isEmpty()) {
      return original;
    }
    try (BatchSpool all = original.get().spool().orElseThrow()) {
      BatchSpool kept = spool.newBatch();
      LeftOutKeys.of(correct.getWithoutKeySha256List()).copy(all, kept);
      var place = new Correction(0, command.window());
      return Optional.of(original.get().replacedBy(command.batch(), kept, place));
    }
  }

  /** What was found of one batch. */
  private final class Parts implements AutoCloseable {
    private final BatchId id;
    private BatchParts chunks;
    private boolean handedOver;

    private Parts(BatchId id) {
      this.id = id;
    }

    /** The record that ends the batch, if this is it. */
    private Optional<SealedRecord> take(ConsumerRecord<byte[], byte[]> each) throws IOException {
      try {
        SealedRecord found = SealedRecordReader.read(each.value(), each.topic());
        if (!found.batch().equals(id)) {
          return Optional.empty();
        }
        if (found instanceof Chunk chunk) {
          add(chunk);
          return Optional.empty();
        }
        return Optional.of(found);
      } catch (MalformedRecord e) {
        // It was reported when it was received, and is none of this batch's.
        return Optional.empty();
      }
    }

    private void add(Chunk chunk) throws IOException {
      if (chunks == null) {
        chunks = new BatchParts(spool.newBatch(), chunk.window());
      }
      chunks.add(chunk);
    }

    /** Empty if some of the chunks are deleted already. */
    private Optional<CompleteBatch> complete(Manifest manifest) {
      if (chunks == null || chunks.contradiction(manifest).isPresent()) {
        return Optional.empty();
      }
      handedOver = true;
      return Optional.of(PartitionReceiver.complete(manifest, Optional.of(chunks)));
    }

    @Override
    public void close() throws IOException {
      if (chunks != null && !handedOver) {
        chunks.close();
      }
    }
  }
}
