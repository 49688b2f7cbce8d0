package org.keyferry.local.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.keyferry.client.region.Visit;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a visit as {@code REGION@FIRST-DAY..LAST-DAY}, or without last day while it lasts. */
public final class VisitText implements ITypeConverter<Visit> {
  private static final Pattern SHAPE =
      Pattern.compile("([^@]+)@(\\d{4}-\\d\\d-\\d\\d)\\.\\.(\\d{4}-\\d\\d-\\d\\d)?");

  @Override
  public Visit convert(String text) {
    var matcher = SHAPE.matcher(text);
    if (!matcher.matches() || !Region.isCode(matcher.group(1))) {
      throw refusal(text);
    }
    try {
      Instant entered = start(matcher.group(2), 0);
      Instant left = matcher.group(3) == null ? Instant.MAX : start(matcher.group(3), 1);
      return new Visit(new Region(matcher.group(1)), entered, left);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw refusal(text);
    }
  }

  private static Instant start(String day, int daysAfter) {
    return LocalDate.parse(day).plusDays(daysAfter).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static TypeConversionException refusal(String text) {
    return new TypeConversionException(
        "expected a visit such as BE@2026-11-20..2026-11-24, or BE@2026-11-20.. while it lasts,"
            + " got \""
            + text
            + "\"");
  }
}
