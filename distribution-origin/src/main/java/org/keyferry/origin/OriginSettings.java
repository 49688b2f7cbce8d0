package org.keyferry.origin;

import java.time.Duration;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How long answers may be kept by caches on the way: {@code keyferry.origin}. */
public record OriginSettings(
    @Setting(
            "How long caches and phones may keep an export file, 1 d to 14 d. It adds to the time"
                + " for which a file can be found after its expiry.")
        Duration fileMaxAge,
    @Setting(
            "How long caches may show a replaced index, in all, 0 s to 1 h: phones learn of a batch"
                + " this much later. Not above keyferry.exporter.index-max-age.")
        Duration indexMaxAge,
    @Setting(
            "The last part of that time, in which caches still give out an index while they ask"
                + " for a new one; 0 s to the whole. Default: half of it.")
        Duration indexStaleWhileRevalidate,
    @Setting("When to try again while the object store is away, 1 s to 1 h.") Duration retryAfter) {

  public OriginSettings {
    fileMaxAge = fileMaxAge == null ? Duration.ofDays(1) : fileMaxAge;
    indexMaxAge = indexMaxAge == null ? ObjectNames.INDEX_MAX_AGE : indexMaxAge;
    indexStaleWhileRevalidate =
        indexStaleWhileRevalidate == null ? indexMaxAge.dividedBy(2) : indexStaleWhileRevalidate;
    retryAfter = retryAfter == null ? Duration.ofSeconds(10) : retryAfter;
    InvalidSetting.unlessBetween(
        Duration.ofDays(1), Duration.ofDays(14), "keyferry.origin.file-max-age", fileMaxAge);
    InvalidSetting.unlessBetween(
        Duration.ZERO, Duration.ofHours(1), "keyferry.origin.index-max-age", indexMaxAge);
    InvalidSetting.unlessBetween(
        Duration.ZERO,
        indexMaxAge,
        "keyferry.origin.index-stale-while-revalidate",
        indexStaleWhileRevalidate);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofHours(1), "keyferry.origin.retry-after", retryAfter);
  }
}
