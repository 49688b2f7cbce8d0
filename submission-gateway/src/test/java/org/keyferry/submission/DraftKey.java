package org.keyferry.submission;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** A key as a test wants to upload it; nothing need be right. */
public record DraftKey(String text, int start, int period, int risk) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Random bytes, valid for the whole UTC day that lies so many days before now. */
  public static DraftKey ofDay(Instant now, int daysAgo) {
    long day = now.getEpochSecond() / 86_400 - daysAgo;
    return new DraftKey(randomText(16), Math.toIntExact(day * 144), 144, 0);
  }

  static String randomText(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  public DraftKey withText(String other) {
    return new DraftKey(other, start, period, risk);
  }

  public DraftKey withStart(int other) {
    return new DraftKey(text, other, period, risk);
  }

  public DraftKey withPeriod(int other) {
    return new DraftKey(text, start, other, risk);
  }

  public DraftKey withRisk(int other) {
    return new DraftKey(text, start, period, other);
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(text);
  }

  String asMacText() {
    return text + "." + start + "." + period + "." + risk;
  }
}
