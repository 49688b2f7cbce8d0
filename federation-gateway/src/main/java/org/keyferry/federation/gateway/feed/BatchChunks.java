package org.keyferry.federation.gateway.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyferry.event.v1.PublishedBatch;

/**
 * The chunks of a batch: one for each file, or one if there is none.
 *
 * @param first number of the first
 * @param files in order
 * @param withdrawn whether operators took them back
 * @param end of the batch's window
 * @param length of the batch's window
 */
record BatchChunks(
    long first, List<ChunkFile> files, boolean withdrawn, Instant end, Duration length) {

  static BatchChunks of(PublishedBatch batch) {
    return new BatchChunks(
        batch.getFirstChunk(),
        batch.getObjectsList().stream().map(ChunkFile::of).toList(),
        batch.hasWithdrawal(),
        Instant.ofEpochSecond(batch.getWindowEndSeconds()),
        Duration.ofSeconds(batch.getWindowEndSeconds() - batch.getWindowStartSeconds()));
  }

  /** The number of the last. */
  long last() {
    return first + Math.max(1, files.size()) - 1;
  }

  /** The chunk of that number, which is one of these. */
  Chunk chunk(long number) {
    if (files.isEmpty()) {
      return new Chunk(number, ChunkState.EMPTY, Optional.empty());
    }
    return withdrawn
        ? new Chunk(number, ChunkState.WITHDRAWN, Optional.empty())
        : new Chunk(
            number, ChunkState.PUBLISHED, Optional.of(files.get(Math.toIntExact(number - first))));
  }
}
