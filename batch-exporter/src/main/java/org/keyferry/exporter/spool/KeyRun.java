package org.keyferry.exporter.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keyferry.wire.key.ExposureKey;

/** Keys of a spool that follow each other, read one by one. For one thread. */
final class KeyRun {
  private final BatchSpool spool;
  private final long end;
  private final ByteBuffer buffer;
  private final SpooledKey view = SpooledKey.view();
  private long next;

  /**
   * @param from the first key, counted from 0
   * @param end the key behind the last
   */
  KeyRun(BatchSpool spool, long from, long end) throws IOException {
    this.spool = spool;
    this.end = end;
    this.next = from;
    int most = (int) Math.min(BatchSpool.KEYS_AT_ONCE, end - from);
    this.buffer = ByteBuffer.allocate(most * SpooledKey.BYTES).limit(0);
    refill();
  }

  private void refill() throws IOException {
    if (!buffer.hasRemaining() && next < end) {
      int some = (int) Math.min(BatchSpool.KEYS_AT_ONCE, end - next);
      spool.fill(buffer.clear().limit(some * SpooledKey.BYTES), next * SpooledKey.BYTES);
      next += some;
    }
  }

  boolean isOver() {
    return !buffer.hasRemaining();
  }

  /** By the keys that come next; who has none comes last. */
  int compareTo(KeyRun other) {
    if (isOver() || other.isOver()) {
      return Boolean.compare(isOver(), other.isOver());
    }
    int at = buffer.position();
    int otherAt = other.buffer.position();
    return Arrays.compareUnsigned(
        buffer.array(),
        at,
        at + ExposureKey.LENGTH,
        other.buffer.array(),
        otherAt,
        otherAt + ExposureKey.LENGTH);
  }

  /** The key that comes next, until the run moves on. */
  SpooledKey peek() {
    return view.at(buffer.array(), buffer.position());
  }

  void advance() throws IOException {
    buffer.position(buffer.position() + SpooledKey.BYTES);
    refill();
  }
}
