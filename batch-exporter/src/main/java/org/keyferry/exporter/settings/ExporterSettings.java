package org.keyferry.exporter.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.keyferry.wire.export.ExportFormat;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.retention.KeyStays;
import org.keyferry.wire.retention.KeyStays.FileTerms;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.retention.ReleaseTerms;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How batches are exported: {@code keyferry.exporter}. */
public record ExporterSettings(
    @Setting("The keys that sign each export file, newest first, 1 to 10.")
        List<SigningKey> signingKeys,
    @Setting(
            "Directory for batches that are not complete; this process's own, wiped at every start."
                + " Needs room for all batches under way, 24 bytes for each key, and for their"
                + " files.")
        Path spoolDirectory,
    @Setting("Keys in one export file; a batch with more is split evenly. 1 to 750,000.")
        Integer maximumKeysPerFile,
    @Setting("Effort of compression, 0 to 9. Keys are random: more than 1 hardly helps.")
        Integer deflateLevel,
    @Setting("How long a batch stays in the store after its window's end, 1 h to 30 d.")
        Duration retention,
    @Setting(
            "How long caches may show a replaced index.txt, 0 s to 1 h: an expired file stays that"
                + " long after its index stopped naming it. Not below"
                + " keyferry.origin.index-max-age.")
        Duration indexMaxAge,
    @Setting("How often expired files are looked for, 1 s to 1 d.") Duration sweepInterval,
    @Setting("Export files of a batch that are built and stored at once, 1 to 16.")
        Integer parallelFiles,
    @Setting("Consumers in this process, which share the partitions, 1 to 16.") Integer consumers,
    @Setting(
            "Name of this instance, if it keeps it over restarts and no other has it: then a"
                + " restart gets its partitions back at once. Default: none.")
        String instance,
    ListSettings lists) {

  private static final int LARGEST_FILE = 750_000;

  public ExporterSettings {
    signingKeys = signingKeys == null ? List.of() : List.copyOf(signingKeys);
    spoolDirectory =
        spoolDirectory == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "keyferry-exporter")
            : spoolDirectory;
    maximumKeysPerFile = maximumKeysPerFile == null ? 500_000 : maximumKeysPerFile;
    deflateLevel = deflateLevel == null ? ExportWriter.DEFAULT_LEVEL : deflateLevel;
    retention = retention == null ? Duration.ofDays(14) : retention;
    indexMaxAge = indexMaxAge == null ? ObjectNames.INDEX_MAX_AGE : indexMaxAge;
    sweepInterval = sweepInterval == null ? Duration.ofMinutes(10) : sweepInterval;
    parallelFiles = parallelFiles == null ? 2 : parallelFiles;
    consumers = consumers == null ? 1 : consumers;
    lists = lists == null ? new ListSettings(null, null, null, null, null) : lists;
    String prefix = "keyferry.exporter.";
    InvalidSetting.unlessBetween(
        0,
        ExportFormat.MOST_SIGNATURES,
        "number of " + prefix + "signing-keys",
        signingKeys.size());
    InvalidSetting.unlessBetween(
        1, LARGEST_FILE, prefix + "maximum-keys-per-file", maximumKeysPerFile);
    InvalidSetting.unlessBetween(0, 9, prefix + "deflate-level", deflateLevel);
    InvalidSetting.unlessBetween(
        Duration.ofHours(1), Duration.ofDays(30), prefix + "retention", retention);
    InvalidSetting.unlessBetween(
        Duration.ZERO, Duration.ofHours(1), prefix + "index-max-age", indexMaxAge);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofDays(1), prefix + "sweep-interval", sweepInterval);
    InvalidSetting.unlessBetween(1, 16, prefix + "parallel-files", parallelFiles);
    InvalidSetting.unlessBetween(1, 16, prefix + "consumers", consumers);
  }

  /** The longest that a key may stay in export files, whatever the processor's settings are. */
  public LongestStay stayInFiles() {
    return KeyStays.inFiles(ReleaseTerms.LONGEST, fileTerms());
  }

  /**
   * The longest that a key may stay in aggregates.
   *
   * @param kept how long one stays that another one took the place of
   */
  public LongestStay stayInAggregates(Duration kept) {
    return KeyStays.inAggregates(ReleaseTerms.LONGEST, fileTerms(), kept);
  }

  private FileTerms fileTerms() {
    return new FileTerms(retention, "keyferry.exporter.retention", sweepInterval, indexMaxAge);
  }
}
