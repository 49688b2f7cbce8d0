package org.keyferry.exporter.receive;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.exporter.spool.SpooledKey;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.ExposureKey;

/**
 * What has arrived of one batch: its keys on disk, and what the manifest will have to agree with.
 *
 * <p>A batch that contradicts itself stays so; of one that does, no further keys are kept.
 */
final class BatchParts implements AutoCloseable {
  private final BatchSpool spool;
  private final BatchWindow window;
  private final List<ByteString> chunkSha256 = new ArrayList<>();
  private byte[] lastKey;
  private boolean lastRevised;
  private Problem contradiction;

  BatchParts(BatchSpool spool, BatchWindow window) {
    this.spool = spool;
    this.window = window;
  }

  /** Adds a chunk. After a failure it may be added again. */
  void add(SealedRecord.Chunk chunk) throws IOException {
    String where = "chunk " + chunk.number() + " of batch " + chunk.batch();
    expect(chunk.number() == chunkSha256.size(), "number", where, chunkSha256.size(), "another");
    expect(chunk.window().equals(window), "window", where, window, chunk.window());
    ByteBuffer keys = chunk.keys();
    expect(keys.hasRemaining(), "keys", where, "at least one", "none");
    if (contradiction == null) {
      expect(chunk.revised() || !lastRevised, "keys", where, "revised ones, as before", "others");
      expect(
          isBehindLast(chunk), "first key", where, "greater than the last key before", "another");
    }
    if (contradiction == null) {
      spool.append(keys, chunk.revised());
      lastRevised = chunk.revised();
      lastKey = keyAt(keys, keys.limit() - SpooledKey.BYTES);
      chunkSha256.add(chunk.sha256());
    }
  }

  private boolean isBehindLast(SealedRecord.Chunk chunk) {
    ByteBuffer keys = chunk.keys();
    return lastKey == null
        || chunk.revised() != lastRevised
        || Arrays.compareUnsigned(lastKey, keyAt(keys, keys.position())) < 0;
  }

  private static byte[] keyAt(ByteBuffer keys, int at) {
    byte[] key = new byte[ExposureKey.LENGTH];
    keys.get(at, key);
    return key;
  }

  private void expect(boolean holds, String what, String where, Object expected, Object actual) {
    if (!holds && contradiction == null) {
      contradiction = new Problem(what, where, String.valueOf(expected), String.valueOf(actual));
    }
  }

  /** What is wrong with the batch as the manifest describes it, if anything is. */
  Optional<Problem> contradiction(SealedRecord.Manifest manifest) {
    String where = "manifest of batch " + manifest.batch();
    expect(manifest.window().equals(window), "window", where, window, manifest.window());
    expect(
        manifest.chunkSha256().size() == chunkSha256.size(),
        "number of chunks",
        where,
        chunkSha256.size(),
        manifest.chunkSha256().size());
    expect(
        manifest.chunkSha256().equals(chunkSha256), "SHA-256 of chunks", where, "theirs", "others");
    expect(manifest.keys() == spool.keys(), "keys", where, spool.keys(), manifest.keys());
    expect(
        manifest.revisedKeys() == spool.revisedKeys(),
        "revised keys",
        where,
        spool.revisedKeys(),
        manifest.revisedKeys());
    expect(
        manifest.padding() >= 0 && manifest.padding() <= manifest.keys(),
        "padding",
        where,
        "0 to the number of keys",
        manifest.padding());
    return Optional.ofNullable(contradiction);
  }

  /** The keys, complete once the manifest agrees. */
  BatchSpool keys() {
    return spool;
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
