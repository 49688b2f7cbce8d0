package org.keyferry.local.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How options and parameters are read, and what is said of those that can't be. */
public final class ValueTexts {
  private ValueTexts() {}

  /** The command line with its commands, which from then on reads values so. */
  public static CommandLine readBy(CommandLine commands) {
    return commands
        .registerConverter(int.class, ValueTexts::integer)
        .registerConverter(Integer.class, ValueTexts::integer)
        .registerConverter(long.class, ValueTexts::wholeNumber)
        .registerConverter(Long.class, ValueTexts::wholeNumber)
        .registerConverter(double.class, ValueTexts::number)
        .registerConverter(Double.class, ValueTexts::number)
        .registerConverter(UUID.class, ValueTexts::uuid)
        .registerConverter(URI.class, ValueTexts::http)
        .registerConverter(Instant.class, ValueTexts::instant)
        .registerConverter(Duration.class, new DurationText());
  }

  private static Integer integer(String text) {
    return read(text, Integer::valueOf, "a whole number");
  }

  private static Long wholeNumber(String text) {
    return read(text, Long::valueOf, "a whole number");
  }

  private static Double number(String text) {
    return read(text, Double::valueOf, "a number");
  }

  private static UUID uuid(String text) {
    return read(text, UUID::fromString, "a UUID");
  }

  private static Instant instant(String text) {
    return read(text, Instant::parse, "an instant such as 2027-01-01T00:00:00Z");
  }

  private static URI http(String text) {
    return read(text, ValueTexts::httpUrl, "http://HOST:PORT or https://HOST");
  }

  private static URI httpUrl(String text) {
    try {
      var url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
    throw new IllegalArgumentException("another URL");
  }

  private static <T> T read(String text, Function<String, T> reading, String expected) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new TypeConversionException("expected " + expected + ", got " + text);
    }
  }
}
