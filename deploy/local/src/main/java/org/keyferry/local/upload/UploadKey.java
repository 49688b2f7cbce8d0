package org.keyferry.local.upload;

/**
 * A key as an upload states it; anything may be wrong with it. It prints without the key.
 *
 * @param key base64 of the key's bytes
 * @param rollingStartNumber first 10-minute interval
 * @param rollingPeriod how many intervals
 * @param transmissionRisk 0 to 8
 */
public record UploadKey(
    String key, int rollingStartNumber, int rollingPeriod, int transmissionRisk) {

  /** As the certificate's MAC covers it. */
  String macPart() {
    return key + "." + rollingStartNumber + "." + rollingPeriod + "." + transmissionRisk;
  }

  @Override
  public String toString() {
    return "UploadKey[start=" + rollingStartNumber + ", period=" + rollingPeriod + "]";
  }
}
