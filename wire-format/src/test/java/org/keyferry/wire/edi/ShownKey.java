package org.keyferry.wire.edi;

import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.KeyView;

/** A key that is shown and not handed over. */
record ShownKey(DiagnosisKey key) implements KeyView {
  @Override
  public void copyKey(byte[] to, int at) {
    System.arraycopy(key.key().toByteArray(), 0, to, at, ExposureKey.LENGTH);
  }

  @Override
  public int start() {
    return key.start().number();
  }

  @Override
  public int period() {
    return key.period().intervals();
  }

  @Override
  public int risk() {
    return key.risk().level();
  }

  @Override
  public int reportType() {
    return key.reportType().getNumber();
  }

  @Override
  public boolean onsetKnown() {
    return key.daysSinceOnset().isPresent();
  }

  @Override
  public int daysSinceOnset() {
    return key.daysSinceOnset().orElse(0);
  }
}
