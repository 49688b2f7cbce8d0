package org.keyferry.systemtests.fault;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The counts of a run, as a table for {@code docs/reliability.md}. */
final class FaultTable {
  private static final String HEAD =
      """
      | fault | times | kills, of them hits | acknowledged uploads/s | seconds, until all was found | lost | twice | changed | absent | gaps | rebuilt |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A fault.
   *
   * @param fault what it was
   * @param times how often
   * @param kills the processes that were killed for it
   * @param acknowledged uploads acknowledged from its beginning to the judgement
   * @param seconds from its beginning to the judgement
   * @param verdict of the last time
   */
  record Row(
      String fault, int times, Kills kills, long acknowledged, double seconds, Verdict verdict) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %s | %.0f | %.0f | %d | %d | %d | %d | %d | %d |",
          fault,
          times,
          kills,
          acknowledged / seconds,
          seconds,
          verdict.lost(),
          verdict.twice().size(),
          verdict.changed().size(),
          verdict.absent().size() + verdict.unrecorded().size(),
          verdict.gaps().size(),
          verdict.rebuilt());
    }
  }

  /** Says something more below the table. */
  void note(String note) {
    notes.add(note);
    System.out.println(note);
  }

  void add(Row row) {
    rows.add(row);
    System.out.println(row);
  }

  int kills() {
    return rows.stream().mapToInt(row -> row.kills().all()).sum();
  }

  @Override
  public String toString() {
    return "\n%s, %d cores, %s, Java %s: %d kills, %d distinct keys in %d files of 2 feeds%n%n%s%s%n%n%s%n"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            Runtime.version().feature(),
            kills(),
            rows.isEmpty() ? 0 : rows.getLast().verdict().keys(),
            rows.isEmpty() ? 0 : rows.getLast().verdict().files(),
            HEAD,
            rows.stream().map(Row::toString).collect(Collectors.joining("\n")),
            String.join("\n", notes));
  }
}
