package org.keyferry.wire.retention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The longest time from a key's arrival until nothing of it is left in one place.
 *
 * @param place what is looked at
 * @param parts what the time is made up of, in the order in which it passes
 */
public record LongestStay(String place, List<Part> parts) {

  public LongestStay {
    parts = List.copyOf(parts);
  }

  /**
   * One of the times that add up.
   *
   * @param what what passes, in words
   * @param longest how long at most
   * @param setting name of the setting that it comes from; null where it is fixed
   */
  public record Part(String what, Duration longest, String setting) {
    /** A time that no setting changes. */
    public static Part fixed(String what, Duration longest) {
      return new Part(what, longest, null);
    }

    @Override
    public String toString() {
      return what + " " + text(longest);
    }
  }

  /** Nothing of the key is left after it. */
  public Duration sum() {
    return parts.stream().map(Part::longest).reduce(Duration.ZERO, Duration::plus);
  }

  /** The same place, with further times behind those that it has. */
  LongestStay and(Part... more) {
    var all = new ArrayList<>(parts);
    all.addAll(List.of(more));
    return new LongestStay(place, all);
  }

  /**
   * Returns if it is not longer than everything may stay.
   *
   * @throws InvalidSetting otherwise; it names the sum, its parts, and what to lower
   */
  public void requireWithin(RetentionSettings settings) {
    if (sum().compareTo(settings.everything()) > 0) {
      throw new InvalidSetting(
          new Problem(
              "keyferry.retention.everything",
              "the settings",
              text(sum())
                  + " or more, for keys may stay in "
                  + place
                  + " so long: "
                  + parts.stream().map(Part::toString).collect(Collectors.joining(" + "))
                  + "; or lower "
                  + lowerable(),
              text(settings.everything())));
    }
  }

  private String lowerable() {
    return parts.stream()
        .filter(part -> part.setting() != null && !part.longest().isZero())
        .sorted(Comparator.comparing(Part::longest).reversed())
        .map(Part::setting)
        .distinct()
        .collect(Collectors.joining(", or "));
  }

  /** A duration as people write it: {@code 21 d 4 h 10 min}. */
  public static String text(Duration duration) {
    var words = new ArrayList<String>();
    add(words, duration.toDays(), "d");
    add(words, duration.toHoursPart(), "h");
    add(words, duration.toMinutesPart(), "min");
    add(words, duration.toSecondsPart(), "s");
    return words.isEmpty() ? "0 s" : String.join(" ", words);
  }

  private static void add(List<String> words, long number, String unit) {
    if (number > 0) {
      words.add(number + " " + unit);
    }
  }
}
