package org.keyferry.exporter.receive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.Problem;

/**
 * Puts the batches of one partition together, several at once, and has each published when it is
 * complete. For one thread. Taking a record again after a failure is harmless.
 *
 * <p>in: records of one partition, in order; out: complete batches, and the offset to commit
 */
final class PartitionReceiver implements AutoCloseable {
  private final SpoolDirectory spool;
  private final Publishing publishing;
  private final Quarantine quarantine;
  private final UnfinishedBatches unfinished;
  private final Map<BatchId, BatchParts> begun = new HashMap<>();

  /** Whether a batch needs nothing more, asked once when its first record comes. */
  private final Map<BatchId, Boolean> answers = new HashMap<>();

  /**
   * @param start offset of the first record that will come
   */
  PartitionReceiver(
      SpoolDirectory spool, Publishing publishing, Quarantine quarantine, long start) {
    this.spool = spool;
    this.publishing = publishing;
    this.quarantine = quarantine;
    this.unfinished = new UnfinishedBatches(start);
  }

  /**
   * Takes the next record.
   *
   * @param where topic-partition@offset, for errors
   * @return whether something ended, so that it is worth committing
   * @throws IOException if store, disk or brokers fail; the record is to be taken again
   */
  boolean take(long offset, SealedValue value, String where) throws IOException {
    boolean ended = true;
    if (publishing.takeOver()) {
      answers.clear();
    }
    try {
      switch (value.read(where)) {
        case SealedRecord.Manifest manifest -> end(manifest);
        case SealedRecord.Command command -> carryOut(command);
        case SealedRecord.Chunk chunk -> {
          add(chunk, offset);
          ended = false;
        }
      }
    } catch (MalformedRecord e) {
      quarantine.record(e);
    }
    unfinished.taken(offset);
    return ended;
  }

  /** The offset that may be committed. */
  long committable() {
    return unfinished.committable();
  }

  private void add(SealedRecord.Chunk chunk, long offset) throws IOException {
    if (isSettled(chunk.batch())) {
      return;
    }
    unfinished.begin(chunk.batch(), offset);
    BatchParts parts = begun.get(chunk.batch());
    if (parts == null) {
      parts = new BatchParts(spool.newBatch(), chunk.window());
      begun.put(chunk.batch(), parts);
    }
    parts.add(chunk);
  }

  private void end(SealedRecord.Manifest manifest) throws IOException {
    if (!isSettled(manifest.batch())) {
      publish(manifest);
      // Also if what follows fails and the record is taken again.
      answers.put(manifest.batch(), true);
    }
    BatchParts parts = begun.remove(manifest.batch());
    if (parts != null) {
      parts.close();
    }
    answers.remove(manifest.batch());
    unfinished.finish(manifest.batch());
  }

  private void carryOut(SealedRecord.Command command) throws IOException {
    if (!publishing.isSettled(command.batch())) {
      publishing.carryOut(command);
    }
  }

  private boolean isSettled(BatchId batch) throws IOException {
    Boolean answer = answers.get(batch);
    if (answer == null) {
      answer = publishing.isSettled(batch);
      answers.put(batch, answer);
    }
    return answer;
  }

  private void publish(SealedRecord.Manifest manifest) throws IOException {
    Optional<BatchParts> parts = Optional.ofNullable(begun.get(manifest.batch()));
    Optional<Problem> contradiction =
        parts.isPresent() ? parts.get().contradiction(manifest) : withoutChunks(manifest);
    if (contradiction.isPresent()) {
      quarantine.batch(manifest.batch(), contradiction.get());
      return;
    }
    publishing.publish(complete(manifest, parts));
  }

  /** The batch whose manifest and chunks agree. */
  static CompleteBatch complete(SealedRecord.Manifest manifest, Optional<BatchParts> parts) {
    return new CompleteBatch(
        manifest.batch(),
        manifest.window(),
        manifest.region(),
        manifest.padding(),
        manifest.terms(),
        parts.map(BatchParts::keys));
  }

  private static Optional<Problem> withoutChunks(SealedRecord.Manifest manifest) {
    return manifest.keys() == 0 && manifest.chunkSha256().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "number of chunks",
                "manifest of batch " + manifest.batch(),
                "0, as no chunk came",
                String.valueOf(manifest.chunkSha256().size())));
  }

  /** Forgets all batches that are not finished, and removes their keys from the disk. */
  @Override
  public void close() throws IOException {
    publishing.close();
    for (BatchParts parts : begun.values()) {
      parts.close();
    }
    begun.clear();
  }
}
