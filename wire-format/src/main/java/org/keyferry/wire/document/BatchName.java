package org.keyferry.wire.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;

/**
 * A batch as its readers name it: the end of its window in UTC, {@code yyyyMMddHHmm}, and what
 * number of correction it is. Windows that don't end on a minute have seconds too. Nothing of it
 * follows from the keys.
 *
 * @param windowEnd in whole seconds, of the years 1970 to 9999
 * @param correction 0 for the first batch of the window, then 1, 2 and so on
 */
public record BatchName(Instant windowEnd, int correction) implements Comparable<BatchName> {
  /** Higher numbers are refused. */
  public static final int MOST_CORRECTIONS = 9_999;

  private static final DateTimeFormatter MINUTES = formatter("uuuuMMddHHmm");
  private static final DateTimeFormatter SECONDS = formatter("uuuuMMddHHmmss");
  private static final Pattern SHAPE = Pattern.compile("(\\d{12}|\\d{14})(?:-r([1-9]\\d{0,3}))?");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");
  private static final Comparator<BatchName> ORDER =
      Comparator.comparing(BatchName::windowEnd).thenComparingInt(BatchName::correction);

  /**
   * @throws IllegalArgumentException if the end has parts of a second, or one is out of range
   */
  public BatchName {
    boolean isInRange = !windowEnd.isBefore(Instant.EPOCH) && !windowEnd.isAfter(END);
    if (!isInRange || !windowEnd.truncatedTo(ChronoUnit.SECONDS).equals(windowEnd)) {
      throw refused("whole seconds of the years 1970 to 9999", windowEnd.toString());
    }
    if (correction < 0 || correction > MOST_CORRECTIONS) {
      throw refused("a correction of 0 to " + MOST_CORRECTIONS, String.valueOf(correction));
    }
  }

  /** The first batch of the window that ends then. */
  public static BatchName of(Instant windowEnd) {
    return new BatchName(windowEnd, 0);
  }

  /**
   * Reads what {@link #toString} wrote, and nothing else.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static BatchName parse(String text) {
    String expected = "yyyyMMddHHmm in UTC, with seconds unless they are 00, and -rN if corrected";
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw refused(expected, shorten(text));
    }
    String time = matcher.group(1);
    try {
      Instant end =
          LocalDateTime.parse(time, time.length() == 12 ? MINUTES : SECONDS)
              .toInstant(ZoneOffset.UTC);
      String number = matcher.group(2);
      var name = new BatchName(end, number == null ? 0 : Integer.parseInt(number));
      if (!name.toString().equals(text)) {
        throw refused(expected, text);
      }
      return name;
    } catch (DateTimeException e) {
      throw refused(expected, text);
    }
  }

  /** Whether the text is one. */
  public static boolean isName(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The batch that takes this one's place. */
  public BatchName corrected() {
    return new BatchName(windowEnd, correction + 1);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT)
        .withZone(ZoneOffset.UTC);
  }

  private static IllegalArgumentException refused(String expected, String actual) {
    return new IllegalArgumentException(
        new Problem("batch id", "document or address", expected, actual).toString());
  }

  private static String shorten(String text) {
    return text.length() <= 24 ? text : text.substring(0, 24) + "…";
  }

  @Override
  public int compareTo(BatchName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String time = (windowEnd.getEpochSecond() % 60 == 0 ? MINUTES : SECONDS).format(windowEnd);
    return correction == 0 ? time : time + "-r" + correction;
  }
}
