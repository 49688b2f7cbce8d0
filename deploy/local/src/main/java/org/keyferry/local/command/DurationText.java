package org.keyferry.local.command;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as 10s, 90m, 2h or 1d; a number needs its unit. */
final class DurationText implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      boolean hasUnit = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
      if (hasUnit) {
        return DurationStyle.detectAndParse(text);
      }
    } catch (IllegalArgumentException e) {
      throw refusal(text);
    }
    throw refusal(text);
  }

  private static TypeConversionException refusal(String text) {
    return new TypeConversionException(
        "expected a duration such as 10s, 90m, 2h or 1d, got \"" + text + "\"");
  }
}
