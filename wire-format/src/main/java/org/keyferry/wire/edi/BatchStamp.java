package org.keyferry.wire.edi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Set;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.Region;

/**
 * Which batch an EDI1 or CCF1 file is of.
 *
 * @param sequence the batch's number in its feed, 0 to 2⁶³−1
 * @param window the batch's window, not before 1970 and not after 9999
 * @param region the feed's region
 * @param flags what else there is to say
 * @param prefixBits how many leading bits all keys of the file share; 0 if it is no shard, at most
 *     65,535
 */
public record BatchStamp(
    long sequence, BatchWindow window, Region region, Set<BatchFlag> flags, int prefixBits) {
  /** How many bytes a file has for the region. */
  public static final int REGION_BYTES = 8;

  /** 9999-12-31T23:59:59Z. */
  private static final long LATEST = 253_402_300_799L;

  private static final int MOST_PREFIX_BITS = 0xffff;

  /**
   * @throws InvalidKey if a field is outside its range
   */
  public BatchStamp {
    requireNonNull(region);
    flags = Set.copyOf(flags);
    unless(sequence >= 0, "sequence", "0 to 2^63 - 1", sequence);
    unless(isInRange(window.start().getEpochSecond(), window.end().getEpochSecond()), window);
    unless(
        prefixBits >= 0 && prefixBits <= MOST_PREFIX_BITS,
        "prefix bits",
        "0 to " + MOST_PREFIX_BITS,
        prefixBits);
  }

  /** The stamp of a whole batch of which nothing else is to be said. */
  public static BatchStamp of(long sequence, BatchWindow window, Region region) {
    return new BatchStamp(sequence, window, region, Set.of(), 0);
  }

  /**
   * From the fields of a header.
   *
   * @param flagBits unknown ones are passed over
   * @param times start and end, in seconds since the epoch
   * @param region ASCII, filled up with zeros
   * @throws InvalidKey if a field is outside its range
   */
  public static BatchStamp ofFields(
      int flagBits, long sequence, long[] times, byte[] region, int prefixBits) {
    unless(isInRange(times[0], times[1]), times[0] + " and " + times[1]);
    return new BatchStamp(
        sequence,
        BatchWindow.ofEpochSeconds(times[0], times[1]),
        regionOf(region),
        BatchFlag.of(flagBits),
        prefixBits);
  }

  private static boolean isInRange(long start, long end) {
    return start >= 0 && start < end && end <= LATEST;
  }

  private static Region regionOf(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    byte[] code = Arrays.copyOf(bytes, length);
    String text = new String(code, US_ASCII);
    boolean right = Arrays.equals(bytes, Arrays.copyOf(code, bytes.length)) && Region.isCode(text);
    unless(right, "region", "a code such as NL or GB-SCT, filled up with zeros", "other bytes");
    return new Region(text);
  }

  /** The flags as a header has them. */
  public int flagBits() {
    return BatchFlag.bits(flags);
  }

  /** The region as a header has it. */
  public byte[] regionBytes() {
    return Arrays.copyOf(region.code().getBytes(US_ASCII), REGION_BYTES);
  }

  private static void unless(boolean holds, Object actual) {
    unless(holds, "times", "start before end, from 1970 to 9999, in seconds", actual);
  }

  private static void unless(boolean holds, String what, String expected, Object actual) {
    if (!holds) {
      throw new InvalidKey(new Problem(what, "batch", expected, String.valueOf(actual)));
    }
  }
}
