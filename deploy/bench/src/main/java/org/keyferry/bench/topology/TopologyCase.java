package org.keyferry.bench.topology;

import java.util.function.IntFunction;
import org.keyferry.bench.report.Target;

/**
 * One workload beside another, or beside the barest topology.
 *
 * @param keys how many records to do it with, unless others are asked for
 * @param measured what is measured, for so many records
 * @param beside what it is compared with, for so many records; null for the barest topology over
 *     the records of {@code measured}
 * @param target what is to be reached
 */
record TopologyCase(
    int keys,
    IntFunction<TopologyWorkload> measured,
    IntFunction<TopologyWorkload> beside,
    Target target) {

  /** Beside the barest topology. */
  static TopologyCase besideLimit(
      int keys, IntFunction<TopologyWorkload> measured, double shareOfLimit) {
    return new TopologyCase(keys, measured, null, Target.share(shareOfLimit));
  }

  boolean isBesideLimit() {
    return beside == null;
  }
}
