package org.keyferry.bench.data;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * Diagnosis keys that look random, are distinct by construction and need no memory: the key of an
 * index is computed from it. All were valid for a day and are past their embargo.
 *
 * @param seed equal seeds give equal keys
 * @param arrival when the keys arrive
 */
public record MadeUpKeys(long seed, Instant arrival) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final Duration EMBARGO = Duration.ofHours(2);
  private static final int DAYS = 13;

  /** The key of an index; keys of different indices differ, in no particular order. */
  public DiagnosisKey key(long index) {
    // Both steps are bijections of 64 bits, so the first half alone makes keys distinct.
    return diagnosisKey(index, mix(seed + index * GOLDEN));
  }

  /**
   * The key of an index of a set that ascends by unsigned bytes as the index does.
   *
   * @param index 0 to {@code size} − 1
   * @param size how many keys the set has, up to 2³¹
   */
  public DiagnosisKey ascendingKey(long index, long size) {
    long stride = Long.divideUnsigned(-1L, size);
    long offset = Long.remainderUnsigned(mix(seed + index * GOLDEN), stride);
    return diagnosisKey(index, index * stride + offset);
  }

  private DiagnosisKey diagnosisKey(long index, long firstHalf) {
    long lot = mix(firstHalf ^ seed);
    byte[] bytes = ByteBuffer.allocate(ExposureKey.LENGTH).putLong(firstHalf).putLong(lot).array();
    int daysAgo = 1 + (int) Long.remainderUnsigned(lot, DAYS);
    var metadataLot = mix(lot + index);
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        dayStart(daysAgo),
        RollingPeriod.DAY,
        new TransmissionRisk(1 + (int) Long.remainderUnsigned(metadataLot, 8)),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(4 - daysAgo));
  }

  /** Start of the UTC day that ended so many days before the last one past its embargo. */
  private Interval dayStart(int daysAgo) {
    long day = arrival.minus(EMBARGO).getEpochSecond() / Duration.ofDays(1).toSeconds() - daysAgo;
    return Interval.containing(Instant.ofEpochSecond(day * Duration.ofDays(1).toSeconds()));
  }

  /** The finaliser of SplitMix64, a bijection. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
