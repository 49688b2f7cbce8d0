package org.keyferry.exporter.sign;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * {@code Retry-After} of RFC 9110, 10.2.3: seconds, or a date. At most five minutes are granted: a
 * service whose clock is wrong must not stop signing for good.
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private RetryAfter() {}

  /** Until when there is to be no request; now or earlier if there is no such header. */
  static Instant of(HttpHeaders headers, Instant now) {
    Instant asked = headers.firstValue("Retry-After").map(value -> parse(value, now)).orElse(now);
    Instant latest = now.plus(LONGEST);
    return asked.isAfter(latest) ? latest : asked;
  }

  private static Instant parse(String value, Instant now) {
    try {
      return value.matches("\\d{1,9}")
          ? now.plusSeconds(Long.parseLong(value))
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
    } catch (DateTimeException e) {
      // What says nothing asks for nothing.
      return now;
    }
  }
}
