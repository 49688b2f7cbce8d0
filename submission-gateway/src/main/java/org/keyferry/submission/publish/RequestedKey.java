package org.keyferry.submission.publish;

import org.keyferry.submission.certificate.CertifiedKey;

/**
 * A key as the request has it: any field may be wrong, and what is absent is empty or 0. Prints
 * nothing of it.
 *
 * @param key base64 of what should be 16 bytes
 * @param rollingStartNumber what should be a 10-minute interval number
 * @param rollingPeriod what should be 1 to 144 intervals
 * @param transmissionRisk what should be 0 to 8
 */
record RequestedKey(String key, int rollingStartNumber, int rollingPeriod, int transmissionRisk) {
  /** What an element {@code null} of the list means. */
  static final RequestedKey NOTHING = new RequestedKey("", 0, 0, 0);

  RequestedKey {
    key = key == null ? "" : key;
  }

  CertifiedKey asCertified() {
    return new CertifiedKey(key, rollingStartNumber, rollingPeriod, transmissionRisk);
  }

  @Override
  public String toString() {
    return "RequestedKey[redacted]";
  }
}
