package org.keyferry.submission.publish;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Interval;

/**
 * How the keys of one phone may lie in time: they do not overlap, but several may have the same
 * start, as when keys are released on their own day. Gaps and any start are allowed.
 *
 * @param mostWithOneStart how many keys may have the same start
 */
record TimingRule(int mostWithOneStart) {
  private static final Comparator<DiagnosisKey> BY_START =
      Comparator.comparing(DiagnosisKey::start).thenComparing(DiagnosisKey::validUntil);

  /** What is wrong with the keys, given in any order; empty if nothing is. */
  Optional<Problem> problem(List<DiagnosisKey> keys) {
    Interval start = null;
    DiagnosisKey longest = null;
    int withStart = 0;
    for (DiagnosisKey key : keys.stream().sorted(BY_START).toList()) {
      boolean sameStart = key.start().equals(start);
      if (!sameStart && longest != null && key.start().start().isBefore(longest.validUntil())) {
        return problem("keys that overlap only if they have the same start", "an overlap");
      }
      withStart = sameStart ? withStart + 1 : 1;
      if (withStart > mostWithOneStart) {
        return problem("at most " + mostWithOneStart + " keys with the same start", "more");
      }
      start = key.start();
      longest = key;
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(String expected, String actual) {
    return Optional.of(new Problem("temporaryExposureKeys", "the request", expected, actual));
  }
}
