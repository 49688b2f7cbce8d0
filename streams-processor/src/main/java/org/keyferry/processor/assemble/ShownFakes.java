package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.processor.store.Trace;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;

/**
 * The fakes that feeds have shown, so that none shows one twice, whoever sends it again: the store
 * {@code shown-fakes}. A key that comes twice would be known as a fake.
 *
 * <p>Its keys: 1 byte length of the feed's id, the id in ASCII, the 16 bytes of the fake. Its
 * values: 8 bytes end of the fake's validity in seconds since the epoch; big-endian.
 */
final class ShownFakes {
  private static final byte[] FIRST = {};

  private final KeyValueStore<byte[], byte[]> store;
  private final long longestAge;
  private byte[] sweptTo = FIRST;

  /**
   * @param longestAge how long, in seconds, after the end of its validity a key is still taken
   */
  ShownFakes(KeyValueStore<byte[], byte[]> store, long longestAge) {
    this.store = store;
    this.longestAge = longestAge;
  }

  /** Whether a real key that old could still be in a bucket of that start. */
  boolean isYoung(BatchKey key, long bucketStart) {
    return endOf(key) + longestAge >= bucketStart;
  }

  private static long endOf(BatchKey key) {
    return DiagnosisKey.of(key).validUntil().getEpochSecond();
  }

  /** Whether the feed has shown a fake of these bytes. */
  boolean contains(String feed, ByteString keyData) {
    return store.get(storeKey(feed, keyData)) != null;
  }

  /** Remembers the fake; whether it is new to the feed. */
  boolean add(String feed, BatchKey fake) {
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(endOf(fake)).array();
    return store.putIfAbsent(storeKey(feed, fake.getKeyData()), value) == null;
  }

  /**
   * Forgets, as far as the budget goes, what is too old to be taken again; whether the end of the
   * store is reached.
   *
   * @param sealedThrough up to where a feed is sealed, in seconds since the epoch
   */
  boolean sweep(StepBudget budget, ToLongFunction<String> sealedThrough) {
    try (var entries = store.range(sweptTo, null)) {
      while (entries.hasNext()) {
        if (budget.exhausted()) {
          sweptTo = entries.peekNextKey();
          return false;
        }
        var entry = entries.next();
        budget.spend(1);
        long end = ByteBuffer.wrap(entry.value).getLong();
        if (end + longestAge < sealedThrough.applyAsLong(feedOf(entry.key))) {
          store.put(entry.key, null);
        }
      }
    }
    Trace.leave(store);
    sweptTo = FIRST;
    return true;
  }

  private static String feedOf(byte[] storeKey) {
    return new String(Arrays.copyOfRange(storeKey, 1, 1 + storeKey[0]), StandardCharsets.US_ASCII);
  }

  private static byte[] storeKey(String feed, ByteString keyData) {
    byte[] id = feed.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + id.length + ExposureKey.LENGTH)
        .put((byte) id.length)
        .put(id)
        .put(keyData.asReadOnlyByteBuffer())
        .array();
  }
}
