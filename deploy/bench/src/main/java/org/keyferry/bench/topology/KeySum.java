package org.keyferry.bench.topology;

import com.google.protobuf.ByteString;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.topic.Topics;

/** Count and checksum of a set of keys, in any order, and whether they came in ascending order. */
final class KeySum {
  private long count;
  private long checksum;
  private boolean ascending = true;

  void add(ByteString key) {
    add(key, 1);
  }

  void add(ByteString key, int times) {
    count += times;
    long half = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      half = (half << Byte.SIZE) | (key.byteAt(i) & 0xFF);
    }
    checksum += half * times;
  }

  /** Adds everything that the other has seen. */
  void add(KeySum other) {
    count += other.count;
    checksum += other.checksum;
    ascending &= other.ascending;
  }

  void note(boolean ascends) {
    ascending &= ascends;
  }

  long count() {
    return count;
  }

  boolean isAscending() {
    return ascending;
  }

  /**
   * Returns if these are the keys that were submitted, and ascend in each batch.
   *
   * @throws CommandFailure if not
   */
  void requireSame(KeySum submitted) {
    if (!sameKeysAs(submitted) || !ascending) {
      throw new CommandFailure(
          new Problem(
              "sealed keys",
              Topics.BATCHES_SEALED.name(),
              submitted.count + " keys, those submitted, ascending",
              count + " keys" + (ascending ? "" : ", not ascending")));
    }
  }

  /** Whether both have seen the same keys, as far as count and checksum tell. */
  boolean sameKeysAs(KeySum other) {
    return count == other.count && checksum == other.checksum;
  }
}
