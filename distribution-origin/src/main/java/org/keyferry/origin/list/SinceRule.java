package org.keyferry.origin.list;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ListedBatch;

/** Which day has everything since a batch or an instant, or begins before: never a day too late. */
public final class SinceRule {
  /** What can be understood. */
  public static final String EXPECTED =
      "the number of a batch, or an instant of RFC 3339 such as 2026-11-25T10:00:00Z";

  private static final int LONGEST = 64;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private SinceRule() {}

  /**
   * A batch by its number, or an instant.
   *
   * @param number of a batch; empty if it is an instant
   * @param instant empty if it is a number
   */
  public record Point(Optional<Long> number, Optional<Instant> instant) {
    private Instant at() {
      return instant.orElseThrow();
    }
  }

  /** What the text of a query says, or empty if it can't be understood. */
  public static Optional<Point> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(new Point(Optional.of(Long.parseLong(text)), Optional.empty()));
    }
    try {
      // A plus sign is what it is: offsets have it.
      String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return Optional.of(
          new Point(Optional.empty(), Optional.of(OffsetDateTime.parse(plain).toInstant())));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The day to begin with, or empty if the list has no batch. */
  public static Optional<LocalDate> day(Point since, BatchListing listing) {
    List<ListedBatch> batches = listing.batches();
    if (batches.isEmpty()) {
      return Optional.empty();
    }
    ListedBatch first =
        since
            .number()
            .map(number -> oldest(batches, batch -> batch.sequence() >= number))
            .orElseGet(() -> oldest(batches, batch -> batch.window().end().isAfter(since.at())));
    return Optional.of(
        LocalDate.ofInstant(first.window().end().minusSeconds(1), ZoneOffset.UTC));
  }

  /** The oldest that is wanted: a correction may lie far back. None: the newest. */
  private static ListedBatch oldest(List<ListedBatch> newestFirst, Predicate<ListedBatch> wanted) {
    return newestFirst.reversed().stream()
        .filter(wanted)
        .findFirst()
        .orElse(newestFirst.getFirst());
  }
}
