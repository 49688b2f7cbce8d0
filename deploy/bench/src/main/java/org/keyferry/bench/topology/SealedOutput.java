package org.keyferry.bench.topology;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.bench.data.CommittedRecords;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.wire.topic.Topics;

/**
 * What a pass seals. While the clock runs it only looks for manifests; the keys are read when the
 * clock has stopped.
 */
final class SealedOutput implements AutoCloseable {
  private final CommittedRecords records;
  private final List<byte[]> chunks = new ArrayList<>();
  private long sealedKeys;

  /** Of {@link System#nanoTime}; null while there is none. */
  private Long firstBatchAt;

  private record Batch(String feed, long sequence) {}

  SealedOutput(KafkaSettings kafka) {
    this.records = new CommittedRecords(kafka, Topics.BATCHES_SEALED.name());
  }

  /** Keys in the batches whose manifest is committed, padding not counted; looks once. */
  long sealedKeys() {
    try {
      for (var record : records.poll()) {
        if (isManifest(record.value())) {
          var manifest = SealedBatch.parseFrom(record.value()).getManifest();
          sealedKeys += manifest.getKeys() - manifest.getPadding();
          if (firstBatchAt == null && manifest.getKeys() > 0) {
            firstBatchAt = System.nanoTime();
          }
        } else {
          chunks.add(record.value());
        }
      }
      return sealedKeys;
    } catch (IOException e) {
      throw new UncheckedIOException("batches.sealed holds a record that is no SealedBatch", e);
    }
  }

  /** The next manifest counts as the first. */
  void nextBucket() {
    firstBatchAt = null;
  }

  /** When the first manifest of a batch with keys was read, of {@link System#nanoTime}. */
  long firstBatchAt() {
    return firstBatchAt;
  }

  private static boolean isManifest(byte[] value) throws IOException {
    var fields = CodedInputStream.newInstance(value);
    for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == SealedBatch.MANIFEST_FIELD_NUMBER) {
        return true;
      }
      fields.skipField(tag);
    }
    return false;
  }

  /** Reads the keys of the chunks seen so far, which must ascend in each batch. */
  KeySum keys() {
    var sum = new KeySum();
    try {
      Map<Batch, ByteString> lastOf = new HashMap<>();
      for (byte[] value : chunks) {
        var chunk = SealedBatch.parseFrom(value);
        var batch = new Batch(chunk.getFeed(), chunk.getSequence());
        ByteString last = lastOf.getOrDefault(batch, ByteString.EMPTY);
        for (BatchKey key : chunk.getChunk().getKeysList()) {
          sum.add(key.getKeyData());
          boolean ascends =
              ByteString.unsignedLexicographicalComparator().compare(last, key.getKeyData()) < 0;
          sum.note(ascends);
          last = key.getKeyData();
        }
        lastOf.put(batch, last);
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException("batches.sealed holds a record that is no SealedBatch", e);
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
