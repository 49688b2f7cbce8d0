package org.keyferry.exporter.aggregate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The aggregates that there may be, shortest first: how far each reaches back. */
public enum AggregateName {
  /** A day. */
  H24("24h", Duration.ofHours(24)),
  /** Two days. */
  H48("48h", Duration.ofHours(48)),
  /** Three days. */
  H72("72h", Duration.ofHours(72)),
  /** A week. */
  W1("1w", Duration.ofDays(7)),
  /** Two weeks. */
  W2("2w", Duration.ofDays(14)),
  /** Everything that is listed. */
  ALL("all", null);

  private final String word;
  private final Duration length;

  AggregateName(String word, Duration length) {
    this.word = word;
    this.length = length;
  }

  /** As addresses and lists have it. */
  String word() {
    return word;
  }

  /** From the end of the newest window; empty if it has no end. */
  Optional<Duration> length() {
    return Optional.ofNullable(length);
  }

  /** Whether it is made anew with each batch, whatever its size. */
  boolean isShort() {
    return this == H24 || this == H48;
  }

  static Optional<AggregateName> of(String word) {
    return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(AggregateName::word).collect(Collectors.joining(", "));
  }
}
