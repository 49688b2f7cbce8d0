package org.keyferry.bench.topology;

import java.time.Duration;

/**
 * How long a pass took.
 *
 * @param hold until every record was taken in
 * @param release from then until the manifest of the last batch was read, zero for the limit
 * @param heap most memory in use after a collection, MiB
 */
record PassResult(Duration hold, Duration release, double heap) {
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
