package org.keyferry.origin.kept;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.jetty.http.DateGenerator;

/**
 * A time in the forms that answers show, which are made once.
 *
 * @param at to the second
 * @param field as RFC 9110 writes it
 */
public record NotedTime(Instant at, String field) {

  /** Of an instant, of which the second counts. */
  static NotedTime of(Instant instant) {
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    return new NotedTime(second, DateGenerator.formatDate(second.toEpochMilli()));
  }
}
