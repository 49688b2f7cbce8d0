package org.keyferry.wire.export;

import java.util.Comparator;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * Sees whether the keys of each list lie in the order of {@link ExportFormat}, none of them twice.
 */
final class KeyOrder implements KeyConsumer {
  /** Of which nothing is known comes before all that is. */
  private static final int NO_ONSET = Integer.MIN_VALUE;

  private static final Comparator<DiagnosisKey> ORDER =
      Comparator.<DiagnosisKey>comparingInt(key -> key.start().number())
          .thenComparingInt(key -> key.period().intervals())
          .thenComparingInt(key -> key.risk().level())
          .thenComparingInt(key -> key.reportType().getNumber())
          .thenComparingInt(key -> key.daysSinceOnset().orElse(NO_ONSET))
          .thenComparing(DiagnosisKey::key);

  private DiagnosisKey lastKey;
  private DiagnosisKey lastRevisedKey;
  private long violations;

  @Override
  public void key(DiagnosisKey key) {
    see(lastKey, key);
    lastKey = key;
  }

  @Override
  public void revisedKey(DiagnosisKey key) {
    see(lastRevisedKey, key);
    lastRevisedKey = key;
  }

  private void see(DiagnosisKey before, DiagnosisKey key) {
    if (before != null && ORDER.compare(before, key) >= 0) {
      violations++;
    }
  }

  /** How many keys do not lie behind the one before. */
  long violations() {
    return violations;
  }
}
