package org.keyferry.connector.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.connector.push.SealedPart;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;

/**
 * Batches of one feed whose manifest has not come yet, or whose upload is not done. A record may
 * come again; it makes no difference.
 */
final class OpenBatches {
  private final int keysOfAPart;
  private final Map<Long, Batch> batches = new TreeMap<>();

  /** The chunks of a batch, by number, and where the first of its records lies. */
  private static final class Batch {
    private final Map<Integer, List<BatchKey>> chunks = new TreeMap<>();
    private final TopicPartition partition;
    private long firstOffset;
    private SealedManifest manifest;

    Batch(TopicPartition partition, long offset) {
      this.partition = partition;
      this.firstOffset = offset;
    }
  }

  OpenBatches(int keysOfAPart) {
    this.keysOfAPart = keysOfAPart;
  }

  /** Takes a record of the feed. */
  void add(SealedBatch event, TopicPartition partition, long offset) {
    Batch batch = batches.computeIfAbsent(event.getSequence(), _ -> new Batch(partition, offset));
    batch.firstOffset = Math.min(batch.firstOffset, offset);
    if (event.hasChunk()) {
      batch.chunks.put(event.getChunk().getNumber(), event.getChunk().getKeysList());
    } else if (event.hasManifest()) {
      batch.manifest = event.getManifest();
    }
  }

  /** Sequences of batches that are whole, oldest first. */
  List<Long> whole() {
    return batches.entrySet().stream()
        .filter(entry -> isWhole(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Sequences of batches whose manifest came without all chunks: retention took the first. */
  List<Long> cut() {
    return batches.entrySet().stream()
        .filter(entry -> entry.getValue().manifest != null && !isWhole(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isWhole(Batch batch) {
    return batch.manifest != null && batch.chunks.size() == batch.manifest.getChunkSha256Count();
  }

  /** The uploads of a whole batch: of each chunk in order, in parts that are not too large. */
  List<SealedPart> parts(String feed, long sequence) {
    Batch batch = batches.get(sequence);
    var parts = new ArrayList<SealedPart>();
    for (List<BatchKey> chunk : batch.chunks.values()) {
      for (int from = 0; from < chunk.size(); from += keysOfAPart) {
        parts.add(
            new SealedPart(
                feed,
                sequence,
                parts.size(),
                batch.manifest.getOrigin(),
                batch.manifest.getVisitedCountriesList(),
                chunk.subList(from, Math.min(chunk.size(), from + keysOfAPart))));
      }
    }
    return parts;
  }

  /** The batch is uploaded. */
  void done(long sequence) {
    batches.remove(sequence);
  }

  /** Where the oldest record lies that is still needed. */
  OptionalLong oldestOffset(TopicPartition partition) {
    return batches.values().stream()
        .filter(batch -> batch.partition.equals(partition))
        .mapToLong(batch -> batch.firstOffset)
        .min();
  }

  /** Forgets what came from partitions that others read now. */
  void forget(TopicPartition partition) {
    var kept = new HashMap<>(batches);
    kept.forEach((sequence, batch) -> {
      if (batch.partition.equals(partition)) {
        batches.remove(sequence);
      }
    });
  }
}
