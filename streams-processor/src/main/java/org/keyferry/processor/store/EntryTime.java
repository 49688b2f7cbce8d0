package org.keyferry.processor.store;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.keyferry.wire.key.ExposureKey;

/**
 * Tells what time an entry of a store with keys belongs to, for whoever looks at the files of a
 * store. Of a held key and of a chunk it is the grain, which starts no later than a day after
 * arrival; of a known key and of a fake the end of its validity, since nothing else of its time is
 * kept.
 */
public final class EntryTime {
  private static final int HELD = Long.BYTES + ExposureKey.LENGTH;

  /** Behind the feed's id: grain, run and first key. */
  private static final int OF_CHUNK = Long.BYTES + Integer.BYTES + ExposureKey.LENGTH;

  private EntryTime() {}

  /**
   * Seconds since the epoch; empty if it is no entry of that store's layout.
   *
   * @param store the store's name
   */
  public static OptionalLong of(String store, byte[] key, byte[] value) {
    return switch (store) {
      case "held-keys" ->
          key.length == HELD ? OptionalLong.of(HeldKeys.grainOf(key)) : OptionalLong.empty();
      case "known-keys" ->
          key.length == ExposureKey.LENGTH && value.length >= KnownKey.LENGTH
              ? OptionalLong.of(KnownKey.of(value).validUntil())
              : OptionalLong.empty();
      case "slice-chunks" ->
          key.length == 1 + key[0] + OF_CHUNK
              ? OptionalLong.of(ByteBuffer.wrap(key).getLong(1 + key[0]))
              : OptionalLong.empty();
      case "shown-fakes" ->
          key.length == 1 + key[0] + ExposureKey.LENGTH && value.length == Long.BYTES
              ? OptionalLong.of(ByteBuffer.wrap(value).getLong())
              : OptionalLong.empty();
      default -> OptionalLong.empty();
    };
  }
}
