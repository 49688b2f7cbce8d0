package org.keyferry.processor.store;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.List;
import org.keyferry.processor.feed.FeedSet;

/**
 * How far a key partition is settled. Times are seconds since the epoch.
 *
 * <p>Layout, big-endian: 8 bytes next, 8 bytes through, 1 byte whether the feeds ahead are told, 4
 * bytes length of their set, the set, then the cursor.
 *
 * @param next everything before is settled and marked
 * @param through end of what is being settled now; equal to next if nothing is
 * @param ahead feeds that are told everything in a walk of their own, before the others
 * @param aheadTold whether that walk is over
 * @param cursor store key of {@link HeldKeys} from which the walk goes on; empty if nothing is
 *     being settled
 */
public record SettleProgress(
    long next, long through, FeedSet ahead, boolean aheadTold, ByteString cursor) {
  private static final FeedSet NONE = FeedSet.of(List.of());
  private static final int AHEAD = 2 * Long.BYTES + 1 + Integer.BYTES;

  /** Nothing is being settled, everything before is. */
  public static SettleProgress settledBefore(long next) {
    return new SettleProgress(next, next, NONE, true, ByteString.EMPTY);
  }

  /** The walk begins, from the next grain to the end. */
  public SettleProgress begin(long end) {
    return begin(end, NONE);
  }

  /** The walk begins, from the next grain to the end, and is done for these feeds first. */
  public SettleProgress begin(long end, FeedSet feedsAhead) {
    return new SettleProgress(next, end, feedsAhead, feedsAhead.isEmpty(), start());
  }

  /** The feeds ahead have been told; the walk begins again for the others. */
  public SettleProgress goOnWithOthers() {
    return new SettleProgress(next, through, ahead, true, start());
  }

  private ByteString start() {
    return ByteString.copyFrom(HeldKeys.firstOf(next));
  }

  /** The walk goes on from the store key in the next step. */
  public SettleProgress at(byte[] storeKey) {
    return new SettleProgress(next, through, ahead, aheadTold, ByteString.copyFrom(storeKey));
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
    boolean aheadTold = fields.get() != 0;
    int end = AHEAD + fields.getInt();
    FeedSet ahead = FeedSet.read(value, AHEAD, end);
    return new SettleProgress(
        next, through, ahead, aheadTold, ByteString.copyFrom(fields.position(end)));
  }

  byte[] toByteArray() {
    int end = AHEAD + ahead.length();
    byte[] value = new byte[end + cursor.size()];
    ByteBuffer.wrap(value)
        .putLong(next)
        .putLong(through)
        .put((byte) (aheadTold ? 1 : 0))
        .putInt(ahead.length());
    ahead.write(value, AHEAD);
    cursor.copyTo(value, end);
    return value;
  }
}
