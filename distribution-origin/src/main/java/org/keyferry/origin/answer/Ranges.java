package org.keyferry.origin.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.origin.answer.Reply.Part;

/** Which bytes a header {@code Range} names: RFC 9110, 14.1 and 14.2. */
final class Ranges {
  private static final int LONGEST = 1000;
  private static final Pattern BYTES = Pattern.compile("(?i)bytes=(.*)");
  private static final Pattern RANGE = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

  private Ranges() {}

  /**
   * What to reply.
   *
   * <p>Ranges that overlap or touch are sent as one, since together they are no more than that; a
   * header that has more than the given number, or can't be understood, is ignored.
   *
   * @param header its value
   * @param size of the whole
   * @param most how many parts are sent
   */
  static Reply reply(String header, long size, int most) {
    Optional<List<Part>> named = header.length() > LONGEST ? Optional.empty() : parse(header, size);
    if (named.isEmpty()) {
      return new Reply.Whole();
    }
    List<Part> parts = joined(named.get());
    if (parts.isEmpty()) {
      return new Reply.RangeNotSatisfiable();
    }
    if (parts.size() > most) {
      return new Reply.Whole();
    }
    return parts.size() == 1 ? parts.getFirst() : new Reply.Parts(parts);
  }

  /** Those that have a byte; empty if the header is not understood. */
  private static Optional<List<Part>> parse(String header, long size) {
    Matcher bytes = BYTES.matcher(header.strip());
    if (!bytes.matches()) {
      return Optional.empty();
    }
    var parts = new ArrayList<Part>();
    int named = 0;
    for (String each : bytes.group(1).split(",", -1)) {
      String text = each.strip();
      if (text.isEmpty()) {
        continue;
      }
      named++;
      Matcher range = RANGE.matcher(text);
      if (!range.matches() || text.length() == 1 || isReversed(range)) {
        return Optional.empty();
      }
      part(range, size).ifPresent(parts::add);
    }
    return named == 0 ? Optional.empty() : Optional.of(parts);
  }

  private static boolean isReversed(Matcher range) {
    return !range.group(1).isEmpty()
        && !range.group(2).isEmpty()
        && Long.parseLong(range.group(1)) > Long.parseLong(range.group(2));
  }

  private static Optional<Part> part(Matcher range, long size) {
    boolean suffix = range.group(1).isEmpty();
    long given = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    long first = suffix ? Math.max(0, size - given) : Long.parseLong(range.group(1));
    long last = suffix ? size - 1 : Math.min(given, size - 1);
    return first <= last ? Optional.of(new Part(first, last)) : Optional.empty();
  }

  /** The same bytes in parts that neither overlap nor touch; each stays where it was named first. */
  private static List<Part> joined(List<Part> parts) {
    var result = new ArrayList<Part>();
    for (Part part : parts) {
      Part whole = part;
      int place = result.size();
      for (int i = result.size() - 1; i >= 0; i--) {
        Part other = result.get(i);
        if (whole.first() <= other.last() + 1 && other.first() <= whole.last() + 1) {
          whole =
              new Part(
                  Math.min(whole.first(), other.first()), Math.max(whole.last(), other.last()));
          result.remove(i);
          place = i;
        }
      }
      result.add(Math.min(place, result.size()), whole);
    }
    return result;
  }
}
