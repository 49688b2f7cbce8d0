package org.keyferry.submission.certificate;

/**
 * A key as its certificate's MAC covers it. Prints nothing of it.
 *
 * @param text the key bytes in base64, exactly as sent
 * @param start rollingStartNumber
 * @param period rollingPeriod
 * @param risk transmissionRisk; 0 where not stated
 */
public record CertifiedKey(String text, int start, int period, int risk) {
  @Override
  public String toString() {
    return "CertifiedKey[redacted]";
  }
}
