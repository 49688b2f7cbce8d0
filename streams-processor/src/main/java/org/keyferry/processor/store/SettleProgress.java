package org.keyferry.processor.store;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;

/**
 * How far a key partition is settled. Times are seconds since the epoch.
 *
 * <p>Layout, big-endian: 8 bytes next, 8 bytes through, then the cursor.
 *
 * @param next everything before is settled and marked
 * @param through end of what is being settled now; equal to next if nothing is
 * @param cursor store key of {@link HeldKeys} from which the walk goes on; empty if nothing is
 *     being settled
 */
public record SettleProgress(long next, long through, ByteString cursor) {
  private static final int CURSOR = 2 * Long.BYTES;

  /** Nothing is being settled, everything before is. */
  public static SettleProgress settledBefore(long next) {
    return new SettleProgress(next, next, ByteString.EMPTY);
  }

  /** The walk begins, from the next grain to the end. */
  public SettleProgress begin(long end) {
    return new SettleProgress(next, end, ByteString.copyFrom(HeldKeys.firstOf(next)));
  }

  /** The walk goes on from the store key in the next step. */
  public SettleProgress at(byte[] storeKey) {
    return new SettleProgress(next, through, ByteString.copyFrom(storeKey));
  }

  /** Start of the first grain that may still hold a key: of a walk, where it goes on. */
  public long firstHeld() {
    return settling() ? HeldKeys.grainOf(cursor.toByteArray()) : next;
  }

  /** Whether a walk has begun. */
  public boolean settling() {
    return through > next;
  }

  static long openGrain(byte[] value) {
    return ByteBuffer.wrap(value).getLong(Long.BYTES);
  }

  static SettleProgress of(byte[] value) {
    var fields = ByteBuffer.wrap(value);
    long next = fields.getLong();
    long through = fields.getLong();
    return new SettleProgress(next, through, ByteString.copyFrom(fields));
  }

  byte[] toByteArray() {
    return ByteBuffer.allocate(CURSOR + cursor.size())
        .putLong(next)
        .putLong(through)
        .put(cursor.asReadOnlyByteBuffer())
        .array();
  }
}
