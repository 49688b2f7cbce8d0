package org.keyferry.exporter.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.command.LeftOutKeys;
import org.keyferry.exporter.command.SealedKeys;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.publish.CompleteBatch.Correction;
import org.keyferry.exporter.receive.SealedRecord.Chunk;
import org.keyferry.exporter.receive.SealedRecord.Command;
import org.keyferry.exporter.receive.SealedRecord.Manifest;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.exporter.spool.SpoolDirectory;

/**
 * Reads batches of one partition again that were published before, as far back as records are kept.
 * For one thread. It remembers where batches begin that it came by, since commands on one batch are
 * often followed by commands on others of its feed or window.
 *
 * <p>in: a partition of {@code batches.sealed}; out: a complete batch
 */
final class SealedArchive implements SealedKeys {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_REMEMBERED = 50_000;

  /** No batch is sealed before its window has ended, by clocks that may differ so much. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final TopicPartition partition;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final SpoolDirectory spool;

  /** Where the first record of a batch is. */
  private final Map<BatchId, Long> begins = new HashMap<>();

  private Consumer<byte[], byte[]> consumer;

  /**
   * @param consumers each of no group
   */
  SealedArchive(
      TopicPartition partition,
      Supplier<Consumer<byte[], byte[]>> consumers,
      SpoolDirectory spool) {
    this.partition = partition;
    this.consumers = consumers;
    this.spool = spool;
  }

  /** A correction is made again from the batch that it is of. */
  @Override
  public Optional<CompleteBatch> read(PublishedBatch batch) throws IOException {
    var id = new BatchId(batch.getFeed(), batch.getSequence());
    long since = batch.getWindowEndSeconds() * 1000 - CLOCKS_DIFFER.toMillis();
    try {
      if (consumer == null) {
        consumer = consumers.get();
        consumer.assign(List.of(partition));
      }
      return read(id, Math.max(0, since));
    } catch (KafkaException e) {
      close();
      throw new IOException("could not read " + partition + " again: " + e.getMessage(), e);
    }
  }

  private Optional<CompleteBatch> read(BatchId id, long since) throws IOException {
    Long begin = begins.remove(id);
    if (begin != null) {
      consumer.seek(partition, begin);
      var found = search(id, since);
      if (found.isPresent()) {
        return found;
      }
      // It was come by in its middle.
      begins.remove(id);
    }
    seek(since);
    return search(id, since);
  }

  /** To where records are of that time. */
  private void seek(long since) {
    var found = consumer.offsetsForTimes(Map.of(partition, since), PATIENCE).get(partition);
    if (found == null) {
      // No record is so young: a clock was wrong.
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, found.offset());
    }
  }

  private Optional<CompleteBatch> search(BatchId id, long since) throws IOException {
    try (var parts = new Parts(id)) {
      long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition, PATIENCE) < end) {
        var records = consumer.poll(POLL);
        for (var each : records) {
          var found = parts.take(each);
          if (found.isPresent()) {
            return found.get() instanceof Command command
                ? corrected(command, since)
                : parts.complete((Manifest) found.get());
          }
        }
        if (!records.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() - deadline > 0) {
          throw new IOException("no records of " + partition + " for " + PATIENCE);
        }
      }
      return Optional.empty();
    }
  }

  private void remember(BatchId id, long offset) {
    if (begins.size() == MOST_REMEMBERED && !begins.containsKey(id)) {
      begins.clear();
    }
    begins.putIfAbsent(id, offset);
  }

  private Optional<CompleteBatch> corrected(Command command, long since) throws IOException {
    var correct = command.command().getCorrect();
    var original = read(new BatchId(command.batch().feed(), correct.getSequence()), since);
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
        // Before all of it is read, as most of what comes by is of other batches.
        BatchId of = SealedRecordReader.batch(each.value(), each.topic());
        remember(of, each.offset());
        if (!of.equals(id)) {
          return Optional.empty();
        }
        SealedRecord found = SealedRecordReader.read(each.value(), each.topic());
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

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(POLL));
      consumer = null;
    }
  }
}
