package org.keyferry.origin;

import java.net.URI;
import java.time.Duration;
import org.keyferry.origin.kept.CacheSettings;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** What the origin answers, and how long caches on the way may keep it: {@code keyferry.origin}. */
public record OriginSettings(
    @Setting("The public feed that has the addresses /v1/... at the root, too. Default: none.")
        String homeFeed,
    @Setting(
            "Where phones reach the origin, an http or https URL, for the commands on its page."
                + " Default: the port of this machine.")
        URI publicUrl,
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
    @Setting("How long caches may keep what .../latest names, 0 s to 1 h.") Duration latestMaxAge,
    @Setting("How long caches may keep what an alias such as .../24h names, 0 s to 1 h.")
        Duration aliasMaxAge,
    @Setting(
            "How long beyond these two times caches still give it out while they ask again, 0 s to"
                + " 1 h.")
        Duration aliasStaleWhileRevalidate,
    @Setting("When to try again while the object store is away, 1 s to 1 h.") Duration retryAfter,
    @Setting("How many ranges one answer has, 1 to 100; who asks for more gets all bytes.")
        Integer mostRanges,
    @Setting(
            "Requests of one client under way at once, 1 to 100,000; more are refused with 429. A"
                + " place of a CDN is one client.")
        Integer mostAtOnce,
    @Setting("Requests at once on one connection of HTTP/2, 1 to 1,000.") Integer mostStreams,
    @Setting(
            "Memory of the kernel for what a connection is sent, 16 to 16,384 KiB: so much lies"
                + " there for each slow client. One that takes less than a third of it within"
                + " server.jetty.connection-idle-timeout is cut.")
        Integer sendBufferKibibytes,
    CacheSettings cache) {

  private static final String AT = "keyferry.origin.";
  private static final Duration HOUR = Duration.ofHours(1);

  public OriginSettings {
    fileMaxAge = fileMaxAge == null ? Duration.ofDays(1) : fileMaxAge;
    indexMaxAge = indexMaxAge == null ? ObjectNames.INDEX_MAX_AGE : indexMaxAge;
    indexStaleWhileRevalidate =
        indexStaleWhileRevalidate == null ? indexMaxAge.dividedBy(2) : indexStaleWhileRevalidate;
    latestMaxAge = latestMaxAge == null ? Duration.ofSeconds(60) : latestMaxAge;
    aliasMaxAge = aliasMaxAge == null ? Duration.ofSeconds(300) : aliasMaxAge;
    aliasStaleWhileRevalidate =
        aliasStaleWhileRevalidate == null ? Duration.ofSeconds(60) : aliasStaleWhileRevalidate;
    retryAfter = retryAfter == null ? Duration.ofSeconds(10) : retryAfter;
    mostRanges = mostRanges == null ? 16 : mostRanges;
    mostAtOnce = mostAtOnce == null ? 512 : mostAtOnce;
    mostStreams = mostStreams == null ? 32 : mostStreams;
    sendBufferKibibytes = sendBufferKibibytes == null ? 256 : sendBufferKibibytes;
    cache = cache == null ? CacheSettings.ofDefaults() : cache;
    requireFeed(homeFeed);
    requireAddress(publicUrl);
    unlessBetween(Duration.ofDays(1), Duration.ofDays(14), "file-max-age", fileMaxAge);
    unlessUpTo(HOUR, "index-max-age", indexMaxAge);
    unlessUpTo(indexMaxAge, "index-stale-while-revalidate", indexStaleWhileRevalidate);
    unlessUpTo(HOUR, "latest-max-age", latestMaxAge);
    unlessUpTo(HOUR, "alias-max-age", aliasMaxAge);
    unlessUpTo(HOUR, "alias-stale-while-revalidate", aliasStaleWhileRevalidate);
    unlessBetween(Duration.ofSeconds(1), HOUR, "retry-after", retryAfter);
    InvalidSetting.unlessBetween(1, 100, AT + "most-ranges", mostRanges);
    InvalidSetting.unlessBetween(1, 100_000, AT + "most-at-once", mostAtOnce);
    InvalidSetting.unlessBetween(1, 1000, AT + "most-streams", mostStreams);
    InvalidSetting.unlessBetween(16, 16_384, AT + "send-buffer-kibibytes", sendBufferKibibytes);
  }

  private static void requireFeed(String homeFeed) {
    InvalidSetting.unless(
        homeFeed == null || homeFeed.matches("[A-Za-z0-9][A-Za-z0-9-]{0,31}"),
        AT + "home-feed",
        "the id of a feed",
        homeFeed);
  }

  private static void requireAddress(URI publicUrl) {
    InvalidSetting.unless(
        publicUrl == null || isAddress(publicUrl),
        AT + "public-url",
        "an http or https URL without query, such as https://keys.example",
        publicUrl);
  }

  private static boolean isAddress(URI url) {
    return url.getHost() != null && url.toString().matches("https?://[^/?#]+(/[^?#]*)?");
  }

  private static void unlessUpTo(Duration most, String name, Duration actual) {
    unlessBetween(Duration.ZERO, most, name, actual);
  }

  private static void unlessBetween(Duration least, Duration most, String name, Duration actual) {
    InvalidSetting.unlessBetween(least, most, AT + name, actual);
  }
}
