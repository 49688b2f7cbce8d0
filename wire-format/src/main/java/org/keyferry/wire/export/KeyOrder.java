package org.keyferry.wire.export;

import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;

/** Sees whether the keys of each list ascend strictly by unsigned bytes. */
final class KeyOrder implements KeyConsumer {
  private ExposureKey lastKey;
  private ExposureKey lastRevisedKey;
  private long violations;

  @Override
  public void key(DiagnosisKey key) {
    see(lastKey, key.key());
    lastKey = key.key();
  }

  @Override
  public void revisedKey(DiagnosisKey key) {
    see(lastRevisedKey, key.key());
    lastRevisedKey = key.key();
  }

  private void see(ExposureKey before, ExposureKey key) {
    if (before != null && before.compareTo(key) >= 0) {
      violations++;
    }
  }

  /** How many keys do not lie behind the one before. */
  long violations() {
    return violations;
  }
}
