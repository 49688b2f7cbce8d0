package org.keyferry.bench.topology;

import java.time.Duration;

/**
 * How long a pass took.
 *
 * @param hold until every record was taken in
 * @param release from then until the manifest of the last batch was read, zero for the limit
 * @param first from then until the first manifest of a bucket with keys was read, at most
 * @param start until every store was restored, before the clock ran
 * @param compacted from then until the stores had compacted what was restored
 * @param heap most memory in use after a collection, MiB
 */
record PassResult(
    Duration hold,
    Duration release,
    Duration first,
    Duration start,
    Duration compacted,
    double heap) {
  /** Of a topology that has just restored its stores. */
  static PassResult begun(Duration start, Duration compacted) {
    return new PassResult(Duration.ZERO, Duration.ZERO, Duration.ZERO, start, compacted, 0);
  }

  /** The same and one more bucket, in nanoseconds. */
  PassResult and(long bucketHold, long bucketRelease, long bucketFirst) {
    return new PassResult(
        hold.plusNanos(bucketHold),
        release.plusNanos(bucketRelease),
        Duration.ofNanos(Math.max(first.toNanos(), bucketFirst)),
        start,
        compacted,
        heap);
  }

  PassResult withHeap(double mebibytes) {
    return new PassResult(hold, release, first, start, compacted, mebibytes);
  }

  double perSecond(int records) {
    return records / seconds(whole());
  }

  Duration whole() {
    return hold.plus(release);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
