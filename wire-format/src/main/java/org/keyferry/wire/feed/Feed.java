package org.keyferry.wire.feed;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.FeedName;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** One stream of batches for one audience: an entry of {@code keyferry.plan.feeds}. */
public record Feed(
    @Setting(
            "Its name, the first part of its objects' names: letters, digits and -, at most 32, and"
                + " none of audit, meta, none and v1. Default: the region's code.")
        String id,
    @Setting(
            "Who reads it, which decides what it may hold: public, phones; all-to-all, any peer of"
                + " the cluster; regional, the peer of its region; hub, a hub; gateway, a hub or"
                + " peer that is told what others told us. docs/feeds.md has the rules.")
        FeedKind kind,
    @Setting("The region whose phones or whose backend read it, which its export files name.")
        Region region,
    @Setting("Length of a bucket, 10 s to 24 h; divides 24 h and is a multiple of the quantum.")
        Duration bucket,
    @Setting(
            "How long after its end a bucket still takes keys that arrived in it, 0 s to 1 h. Later"
                + " ones go to the next bucket. Default: a fiftieth of the bucket, 1 s to 60 s.")
        Duration grace,
    @Setting(
            "A batch with any key has at least this many, by padding with fakes; 0 to 10,000 keys."
                + " 0: no fakes at all, and the difference to padded feeds shows theirs.")
        Integer minimumBatchSize,
    @Setting(
            "How long a feed waits for that many keys before fakes fill its batch, counted from the"
                + " oldest of them, 0 s to 24 h. A public feed never waits. Default: 0 s for a"
                + " public feed, else 24 h.")
        Duration longestWait,
    FeedSources from,
    FeedFiles files) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,31}");
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofHours(24);

  public Feed {
    InvalidSetting.unless(region != null, "keyferry.plan.feeds[].region", "a region code", "none");
    id = id == null ? region.code() : id;
    kind = kind == null ? FeedKind.PUBLIC : kind;
    bucket = bucket == null ? Duration.ofHours(2) : bucket;
    grace = grace == null ? defaultGrace(bucket) : grace;
    minimumBatchSize = minimumBatchSize == null ? 150 : minimumBatchSize;
    longestWait = longestWait == null ? defaultWait(kind) : longestWait;
    from = from == null ? new FeedSources(null, null, null, null, null, null) : from;
    files = files == null ? new FeedFiles(null, null, null, null, null) : files;
    InvalidSetting.unless(
        ID.matcher(id).matches() && !FeedName.RESERVED.contains(id),
        "keyferry.plan.feeds[].id",
        "1 to 32 letters, digits and -, and not " + String.join(" or ", FeedName.RESERVED),
        "\"" + id + "\"");
    String at = "keyferry.plan.feeds[" + id + "].";
    checkBucket(at + "bucket", bucket);
    InvalidSetting.unlessBetween(Duration.ZERO, Duration.ofHours(1), at + "grace", grace);
    InvalidSetting.unlessBetween(0, 10_000, at + "minimum-batch-size", minimumBatchSize);
    checkWait(at + "longest-wait", kind, longestWait);
    checkSources(at + "from", kind, from);
    checkPlaces(at + "files.", kind, files);
  }

  private static void checkBucket(String at, Duration bucket) {
    InvalidSetting.unlessBetween(SHORTEST, DAY, at, bucket);
    if (!dividesDay(bucket)) {
      Duration shorter = bucket.truncatedTo(ChronoUnit.SECONDS);
      while (!dividesDay(shorter)) {
        shorter = shorter.minusSeconds(1);
      }
      Duration longer = bucket.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      while (!dividesDay(longer)) {
        longer = longer.plusSeconds(1);
      }
      String nearest = InvalidSetting.text(shorter) + " or " + InvalidSetting.text(longer);
      InvalidSetting.unless(false, at, "whole seconds that divide 24h, such as " + nearest, bucket);
    }
  }

  private static boolean dividesDay(Duration bucket) {
    return bucket.equals(bucket.truncatedTo(ChronoUnit.SECONDS))
        && DAY.toSeconds() % bucket.toSeconds() == 0;
  }

  private static Duration defaultWait(FeedKind kind) {
    return kind.isPublic() ? Duration.ZERO : DAY;
  }

  private static void checkWait(String at, FeedKind kind, Duration longestWait) {
    InvalidSetting.unlessBetween(Duration.ZERO, DAY, at, longestWait);
    InvalidSetting.unless(
        longestWait.equals(longestWait.truncatedTo(ChronoUnit.SECONDS)),
        at,
        "whole seconds",
        longestWait);
    InvalidSetting.unless(
        longestWait.isZero() || !kind.isPublic(),
        at,
        "0 s, as phones are not kept waiting",
        longestWait);
  }

  /** What says one thing and would do another is refused. */
  private static void checkSources(String at, FeedKind kind, FeedSources from) {
    InvalidSetting.unless(
        kind.takesRemote() || !from.includesRemote(),
        at,
        "nothing included, as no remote key is ever in a feed of kind " + kind,
        "an entry in include-origins or include-remote");
    InvalidSetting.unless(
        kind != FeedKind.GATEWAY || (from.includesRemote() && from.namesSources()),
        at,
        "the peers or origins that the gateway passes on, by name",
        from.includesRemote() ? "* for all" : "none");
  }

  /** Where a reader is told nothing of places, a setting for them would be a promise unkept. */
  private static void checkPlaces(String at, FeedKind kind, FeedFiles files) {
    InvalidSetting.unless(
        kind == FeedKind.GATEWAY || files.foreignOrigin() == ForeignOrigin.DROP,
        at + "foreign-origin",
        "none, as a feed of kind " + kind + " tells no origin of remote keys",
        files.foreignOrigin());
    InvalidSetting.unless(
        kind.namesPlaces() || files.visitedCountries().isEmpty(),
        at + "visited-countries",
        "none, as a feed of kind " + kind + " tells no countries",
        files.visitedCountries());
  }

  private static Duration defaultGrace(Duration bucket) {
    long seconds = Math.clamp(bucket.toSeconds() / 50, 1, 60);
    return Duration.ofSeconds(seconds);
  }
}
