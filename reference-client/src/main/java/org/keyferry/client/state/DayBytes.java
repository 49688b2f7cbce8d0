package org.keyferry.client.state;

import java.time.LocalDate;

/**
 * How much a phone has loaded on one day.
 *
 * @param day in UTC
 * @param bytes bodies of answers
 */
public record DayBytes(LocalDate day, long bytes) {
  /** Before the first day. */
  public static final DayBytes NONE = new DayBytes(LocalDate.EPOCH, 0);

  /** With more bytes of a day; what was before that day is over. */
  public DayBytes plus(LocalDate today, long more) {
    return new DayBytes(today, (day.equals(today) ? bytes : 0) + more);
  }
}
