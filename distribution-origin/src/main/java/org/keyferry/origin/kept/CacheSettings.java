package org.keyferry.origin.kept;

import java.nio.file.Path;
import java.time.Duration;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** What the origin itself holds: {@code keyferry.origin.cache}. */
public record CacheSettings(
    @Setting(
            "Memory for objects, 4 to 65,536 MiB; a quarter of it for indexes and aliases, the rest"
                + " for small objects that never change.")
        Integer heapMebibytes,
    @Setting(
            "Objects up to this size are held in memory, larger ones on disk, from where the"
                + " kernel sends them; 0 to 1,024 KiB.")
        Integer heapObjectKibibytes,
    @Setting("Disk for larger objects, 0 (none is kept) to 1,048,576 MiB.") Integer diskMebibytes,
    @Setting(
            "Where a directory for them is made, which goes with the process. Default: that for"
                + " temporary files.")
        Path directory,
    @Setting(
            "How long an object that never changes is held without a look at the store, 1 min to"
                + " 24 h: what the store deletes is given out this much longer.")
        Duration keptFor,
    @Setting(
            "After this time the store is asked whether an index is still the same, 0 s to 1 min;"
                + " the one that is held is given out for as long again meanwhile. Never more than"
                + " a tenth of keyferry.origin.index-max-age.")
        Duration indexCheck,
    @Setting(
            "How long the last known index is given out while the store is away, 0 s to 24 h. Such"
                + " answers say that they are stale.")
        Duration staleFor,
    @Setting("How long a request waits for the store, 100 ms to 1 min.") Duration storePatience,
    @Setting("Requests to the store at once, 1 to 200; more wait.") Integer storeRequests) {

  public CacheSettings {
    heapMebibytes = heapMebibytes == null ? 64 : heapMebibytes;
    heapObjectKibibytes = heapObjectKibibytes == null ? 64 : heapObjectKibibytes;
    diskMebibytes = diskMebibytes == null ? 1024 : diskMebibytes;
    directory = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
    keptFor = keptFor == null ? Duration.ofHours(1) : keptFor;
    indexCheck = indexCheck == null ? Duration.ofSeconds(1) : indexCheck;
    staleFor = staleFor == null ? Duration.ofHours(1) : staleFor;
    storePatience = storePatience == null ? Duration.ofSeconds(3) : storePatience;
    storeRequests = storeRequests == null ? 64 : storeRequests;
    String at = "keyferry.origin.cache.";
    InvalidSetting.unlessBetween(4, 65_536, at + "heap-mebibytes", heapMebibytes);
    InvalidSetting.unlessBetween(0, 1024, at + "heap-object-kibibytes", heapObjectKibibytes);
    InvalidSetting.unlessBetween(0, 1_048_576, at + "disk-mebibytes", diskMebibytes);
    InvalidSetting.unlessBetween(
        Duration.ofMinutes(1), Duration.ofHours(24), at + "kept-for", keptFor);
    InvalidSetting.unlessBetween(
        Duration.ZERO, Duration.ofMinutes(1), at + "index-check", indexCheck);
    InvalidSetting.unlessBetween(Duration.ZERO, Duration.ofHours(24), at + "stale-for", staleFor);
    InvalidSetting.unlessBetween(
        Duration.ofMillis(100), Duration.ofMinutes(1), at + "store-patience", storePatience);
    InvalidSetting.unlessBetween(1, 200, at + "store-requests", storeRequests);
  }

  /** Nothing is set. */
  public static CacheSettings ofDefaults() {
    return new CacheSettings(null, null, null, null, null, null, null, null, null);
  }

  /** The same, with indexes that are checked in a small part of the time that caches keep them. */
  public CacheSettings checkedWithin(Duration indexMaxAge) {
    Duration part = indexMaxAge.dividedBy(10);
    return new CacheSettings(
        heapMebibytes,
        heapObjectKibibytes,
        diskMebibytes,
        directory,
        keptFor,
        part.compareTo(indexCheck) < 0 ? part : indexCheck,
        staleFor,
        storePatience,
        storeRequests);
  }

  long heapBytes() {
    return heapMebibytes * 1024L * 1024;
  }

  long diskBytes() {
    return diskMebibytes * 1024L * 1024;
  }

  long heapObjectBytes() {
    return heapObjectKibibytes * 1024L;
  }
}
