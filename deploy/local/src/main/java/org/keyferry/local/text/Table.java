package org.keyferry.local.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lines whose columns stand below each other. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a line: as many values as there are headings. */
  public void row(Object... values) {
    rows.add(Stream.of(values).map(String::valueOf).toList());
  }

  /** Prints it; a line has no blanks at its end. */
  public void print(PrintWriter out) {
    List<Integer> widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .boxed()
            .toList();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String value = row.get(column);
        line.append(value).append(" ".repeat(widths.get(column) - value.length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
