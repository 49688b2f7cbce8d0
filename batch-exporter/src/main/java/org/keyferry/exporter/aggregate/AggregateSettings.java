package org.keyferry.exporter.aggregate;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** The keys of many batches in one object: {@code keyferry.aggregates}. */
public record AggregateSettings(
    @Setting("Which there are: some of 24h, 48h, 72h, 1w, 2w and all, or none. Default: all six.")
        List<String> windows,
    @Setting(
            "Up to this size those of more than 48 h are made anew with each batch, too; larger"
                + " ones once a day. In MiB, 0 to 1024.")
        Integer eagerMebibytes,
    @Setting(
            "Above this size an aggregate is the list of its batches. In MiB, 1 to 512; the"
                + " directory of the spool needs room for twice as much.")
        Integer largestMebibytes,
    @Setting(
            "How long an aggregate stays at least that another one took the place of, for downloads"
                + " under way and caches, 6 min to 1 d; at most twice as long.")
        Duration kept) {
  private static final int MEBIBYTE = 1 << 20;

  public AggregateSettings {
    windows =
        windows == null
            ? List.of("24h", "48h", "72h", "1w", "2w", "all")
            : windows.stream().filter(word -> !word.isEmpty()).toList();
    eagerMebibytes = eagerMebibytes == null ? 8 : eagerMebibytes;
    largestMebibytes = largestMebibytes == null ? 64 : largestMebibytes;
    kept = kept == null ? Duration.ofHours(1) : kept;
    String prefix = "keyferry.aggregates.";
    for (String word : windows) {
      InvalidSetting.unless(
          AggregateName.of(word).isPresent(), prefix + "windows", AggregateName.words(), word);
    }
    InvalidSetting.unlessBetween(0, 1024, prefix + "eager-mebibytes", eagerMebibytes);
    InvalidSetting.unlessBetween(1, 512, prefix + "largest-mebibytes", largestMebibytes);
    InvalidSetting.unlessBetween(Duration.ofMinutes(6), Duration.ofDays(1), prefix + "kept", kept);
  }

  /** Those that there are, shortest first. */
  Set<AggregateName> names() {
    var names = new TreeSet<AggregateName>();
    windows.forEach(word -> AggregateName.of(word).ifPresent(names::add));
    return names;
  }

  /** The longest that a key may stay in them. */
  public LongestStay stay(ExporterSettings exporter) {
    return exporter.stayInAggregates(kept);
  }

  long eagerBytes() {
    return (long) eagerMebibytes * MEBIBYTE;
  }

  long largestBytes() {
    return (long) largestMebibytes * MEBIBYTE;
  }
}
