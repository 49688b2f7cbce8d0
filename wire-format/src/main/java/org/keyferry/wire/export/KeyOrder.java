package org.keyferry.wire.export;

import java.util.Arrays;

/**
 * Sees whether the keys of each list are valid ones, and lie in the order of {@link ExportFormat},
 * none of them twice.
 */
final class KeyOrder implements KeyFieldsConsumer {
  /** Of which nothing is known comes before all that is. */
  private static final int NO_ONSET = Integer.MIN_VALUE;

  private final KeyFields lastKey = new KeyFields();
  private final KeyFields lastRevisedKey = new KeyFields();
  private long violations;

  @Override
  public void key(KeyFields key) throws Unreadable {
    see(lastKey, key);
  }

  @Override
  public void revisedKey(KeyFields key) throws Unreadable {
    see(lastRevisedKey, key);
  }

  private void see(KeyFields before, KeyFields key) throws Unreadable {
    // Only what it refuses counts here; nothing is kept of it.
    key.toDiagnosisKey();
    if (before.data != null && compare(before, key) >= 0) {
      violations++;
    }
    before.set(key);
  }

  /** No chain of comparators: they would be a fifth of reading a file. */
  private static int compare(KeyFields left, KeyFields right) {
    int order = Integer.compare(left.start, right.start);
    order = order == 0 ? left.period - right.period : order;
    order = order == 0 ? left.risk - right.risk : order;
    order = order == 0 ? left.reportType - right.reportType : order;
    order = order == 0 ? Integer.compare(onset(left), onset(right)) : order;
    return order == 0 ? Arrays.compareUnsigned(left.data, right.data) : order;
  }

  private static int onset(KeyFields key) {
    return key.onsetKnown ? key.daysSinceOnset : NO_ONSET;
  }

  /** How many keys do not lie behind the one before. */
  long violations() {
    return violations;
  }
}
