package org.keyferry.bench.bytes;

import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.TransmissionRisk;

/** What is said of a key beside its bytes: the more it differs, the more it costs. */
enum SaidOfKeys {
  /** The start of one of 13 days, the onset that follows from it, and one of 8 risks at random. */
  ANY_RISK("any risk on 13 days") {
    @Override
    DiagnosisKey of(DiagnosisKey key) {
      return key;
    }
  },
  /** The same with one risk, as apps of version 1.5 and later have it. */
  ONE_RISK("one risk on 13 days") {
    @Override
    DiagnosisKey of(DiagnosisKey key) {
      return new DiagnosisKey(
          key.key(),
          key.start(),
          key.period(),
          new TransmissionRisk(1),
          key.reportType(),
          key.daysSinceOnset());
    }
  };

  private final String inWords;

  SaidOfKeys(String inWords) {
    this.inWords = inWords;
  }

  String inWords() {
    return inWords;
  }

  /** The key with this said of it. */
  abstract DiagnosisKey of(DiagnosisKey key);
}
