package org.keyferry.processor.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.wire.key.ExposureKey;

/**
 * Keys that wait for their release, in the order in which they are released: the store {@code
 * held-keys}.
 *
 * <p>Its keys: 8 bytes start of the release grain in seconds since the epoch, big-endian, then the
 * 16 key bytes. Its values: {@link HeldKey}.
 */
public final class HeldKeys {
  private static final int KEY_LENGTH = Long.BYTES + ExposureKey.LENGTH;

  private final KeyValueStore<byte[], byte[]> store;

  public HeldKeys(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** Holds the value for that grain, in place of what is held of the key. */
  public void put(long grainStart, byte[] key, byte[] value) {
    store.put(storeKey(grainStart, key), value);
  }

  /** What is held of the key for that grain, or null. */
  public byte[] get(long grainStart, byte[] key) {
    return store.get(storeKey(grainStart, key));
  }

  /**
   * The first grain that the key is held for.
   *
   * @param from start of the first grain to look at
   * @param through start of the last one
   * @param length of a grain, in seconds
   */
  public OptionalLong find(byte[] key, long from, long through, long length) {
    for (long grain = from; grain <= through; grain += length) {
      if (get(grain, key) != null) {
        return OptionalLong.of(grain);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The first grain that starts after the instant and the key is held for; costs a look at each.
   */
  public OptionalLong findAfter(byte[] key, long instant) {
    OptionalLong grain = firstGrain(instant + 1, Long.MAX_VALUE);
    while (grain.isPresent() && get(grain.getAsLong(), key) == null) {
      grain = firstGrain(grain.getAsLong() + 1, Long.MAX_VALUE);
    }
    return grain;
  }

  /** Holds it no longer. */
  public void remove(byte[] storeKey) {
    // Not delete, which reads the old value first.
    store.put(storeKey, null);
  }

  /** The first grain that starts within the range and holds a key. */
  public OptionalLong firstGrain(long from, long before) {
    try (var held = store.range(firstOf(from), last(before))) {
      return held.hasNext() ? OptionalLong.of(grainOf(held.next().key)) : OptionalLong.empty();
    }
  }

  /** All keys from the store key on whose grain starts before the end, in order. */
  public KeyValueIterator<byte[], byte[]> walk(byte[] from, long before) {
    return store.range(from, last(before));
  }

  /** Leaves a {@link Trace}. */
  public void leaveTrace() {
    Trace.leave(store);
  }

  /** Everything, in order. */
  public KeyValueIterator<byte[], byte[]> all() {
    return store.all();
  }

  /** Where a key lies. */
  public static byte[] storeKey(long grainStart, byte[] key) {
    return ByteBuffer.allocate(KEY_LENGTH).putLong(grainStart).put(key).array();
  }

  /** Where the keys of a grain begin. */
  public static byte[] firstOf(long grainStart) {
    return storeKey(grainStart, new byte[ExposureKey.LENGTH]);
  }

  /** The grain that an entry waits for. */
  public static long grainOf(byte[] storeKey) {
    return ByteBuffer.wrap(storeKey).getLong();
  }

  /** The 16 key bytes of an entry. */
  public static byte[] keyOf(byte[] storeKey) {
    return Arrays.copyOfRange(storeKey, Long.BYTES, KEY_LENGTH);
  }

  private static byte[] last(long before) {
    byte[] highest = new byte[ExposureKey.LENGTH];
    Arrays.fill(highest, (byte) 0xFF);
    return storeKey(before - 1, highest);
  }
}
