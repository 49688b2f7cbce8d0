package org.keyferry.wire.feed;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/**
 * What is made of a feed's batches, and what its format asks of where keys come from: {@code
 * keyferry.plan.feeds[].files}. Goes with each batch as it is sealed, and so applies to those that
 * are sealed from then on.
 */
public record FeedFiles(
    @Setting("What batches are written as: export. Default: export.") List<FeedFormat> formats,
    @Setting(
            "How long a batch stays in the store after its window's end, whole seconds, 1 h to 30"
                + " d. Default: keyferry.exporter.retention.")
        Duration retention,
    @Setting(
            "Keys in one export file, 1 to 750,000; a batch with more is split evenly. Default:"
                + " keyferry.exporter.maximum-keys-per-file.")
        Integer maximumKeysPerFile,
    @Setting(
            "What a feed of kind gateway says of the origin of each key: keep, as the source stated"
                + " it; own, the home region for all; drop, nothing. Default: drop.")
        ForeignOrigin foreignOrigin,
    @Setting(
            "The visited countries that a feed of kind hub or gateway states for each of its keys,"
                + " the same for all: region codes, at most 90. Default: none.")
        List<Region> visitedCountries) {

  private static final int LARGEST_FILE = 750_000;

  /** With commas between them, EFGS keeps no more than this many characters. */
  private static final int MOST_COUNTRIES = 90;

  public FeedFiles {
    formats = formats == null ? List.of(FeedFormat.EXPORT) : List.copyOf(formats);
    foreignOrigin = foreignOrigin == null ? ForeignOrigin.DROP : foreignOrigin;
    visitedCountries = visitedCountries == null ? List.of() : List.copyOf(visitedCountries);
    String at = "keyferry.plan.feeds[].files.";
    InvalidSetting.unlessBetween(
        0, MOST_COUNTRIES, "number of " + at + "visited-countries", visitedCountries.size());
    InvalidSetting.unless(
        new HashSet<>(visitedCountries).size() == visitedCountries.size(),
        at + "visited-countries",
        "no region twice",
        visitedCountries);
    InvalidSetting.unless(
        !formats.isEmpty() && new HashSet<>(formats).size() == formats.size(),
        at + "formats",
        "at least one, and none twice",
        formats);
    if (retention != null) {
      InvalidSetting.unlessBetween(
          Duration.ofHours(1), Duration.ofDays(30), at + "retention", retention);
      InvalidSetting.unless(
          retention.equals(retention.truncatedTo(ChronoUnit.SECONDS)),
          at + "retention",
          "whole seconds",
          retention);
    }
    if (maximumKeysPerFile != null) {
      InvalidSetting.unlessBetween(
          1, LARGEST_FILE, at + "maximum-keys-per-file", maximumKeysPerFile);
    }
  }
}
