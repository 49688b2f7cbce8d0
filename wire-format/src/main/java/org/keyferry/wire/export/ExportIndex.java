package org.keyferry.wire.export;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;

/**
 * The list of a feed's export files, {@code index.txt}: US-ASCII, one object name a line, oldest
 * first by plain string order, lines separated by LF, none after the last. No file at all is an
 * empty list. Phones remember what they have seen and must not read meaning into names.
 *
 * @param names ascending, each once, relative to the public prefix
 */
public record ExportIndex(List<String> names) {
  /** More than 14 days of a bucket every 10 s. */
  public static final int MOST_NAMES = 200_000;

  private static final int LONGEST_NAME = 128;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  /**
   * @throws IllegalArgumentException if there are too many names, one has another shape, or they do
   *     not ascend
   */
  public ExportIndex {
    names = List.copyOf(names);
    firstProblem(names, "index")
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem.toString());
        });
  }

  /**
   * An index of these names, in whatever order and however often they come.
   *
   * @throws IllegalArgumentException if there are too many names, or one has another shape
   */
  public static ExportIndex of(Collection<String> names) {
    return new ExportIndex(List.copyOf(new TreeSet<>(names)));
  }

  /** The bytes of {@code index.txt}. */
  public byte[] render() {
    return String.join("\n", names).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads what {@link #render} wrote, strictly.
   *
   * @param index at most 200,000 names of at most 128 characters
   * @param name of the index, for errors
   * @throws MalformedExport if it is anything else
   */
  public static ExportIndex parse(byte[] index, String name) throws MalformedExport {
    int most = MOST_NAMES * (LONGEST_NAME + 1);
    if (index.length > most) {
      throw new MalformedExport(
          new Problem("size", name, "at most " + most + " bytes", index.length + " bytes"));
    }
    if (index.length == 0) {
      return new ExportIndex(List.of());
    }
    // Other characters than ASCII stay visible as such, and have no place in a name.
    String text = new String(index, StandardCharsets.ISO_8859_1);
    var names = List.of(text.split("\n", -1));
    var problem = firstProblem(names, name);
    if (problem.isPresent()) {
      throw new MalformedExport(problem.get());
    }
    return new ExportIndex(names);
  }

  private static Optional<Problem> firstProblem(List<String> names, String where) {
    if (names.size() > MOST_NAMES) {
      return problem("number of names", where, "at most " + MOST_NAMES, names.size());
    }
    String before = "";
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String line = where + ", line " + (i + 1);
      if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
        return problem(
            "object name",
            line,
            "1 to " + LONGEST_NAME + " letters, digits, / . _ -",
            name.isEmpty() ? "nothing" : name.length() + " characters, others among them");
      }
      if (name.compareTo(before) <= 0) {
        return problem("object name", line, "one greater than the line before", name);
      }
      before = name;
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(
      String what, String where, String expected, Object actual) {
    return Optional.of(new Problem(what, where, expected, String.valueOf(actual)));
  }
}
