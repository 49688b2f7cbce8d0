package org.keyferry.wire.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** All feeds and the time grid that they share: {@code keyferry.plan}. */
public record FeedPlan(
    @Setting(
            "Record timestamps are rounded down to a multiple of it, so that arrival tells little;"
                + " 1 s to 1 h, divides every bucket.")
        Duration quantum,
    @Setting("The feeds, at most 1000.") List<Feed> feeds) {

  public FeedPlan {
    quantum = quantum == null ? Duration.ofMinutes(10) : quantum;
    feeds = feeds == null ? List.of() : List.copyOf(feeds);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofHours(1), "keyferry.plan.quantum", quantum);
    InvalidSetting.unless(
        quantum.equals(quantum.truncatedTo(ChronoUnit.SECONDS)),
        "keyferry.plan.quantum",
        "whole seconds",
        quantum);
    InvalidSetting.unlessBetween(0, 1000, "number of keyferry.plan.feeds", feeds.size());
    var ids = new HashSet<String>();
    var readers = new HashSet<String>();
    for (Feed feed : feeds) {
      InvalidSetting.unless(
          !feed.kind().hasAddress() || readers.add(feed.kind() + address(feed)),
          "keyferry.plan.feeds[" + feed.id() + "].kind",
          "one feed of kind all-to-all, and one of kind regional for each region, as peers find"
              + " them by that",
          "another " + feed.kind());
      InvalidSetting.unless(
          ids.add(feed.id()), "keyferry.plan.feeds[].id", "no id twice", feed.id());
      InvalidSetting.unless(
          feed.bucket().toSeconds() % quantum.toSeconds() == 0,
          "keyferry.plan.feeds[" + feed.id() + "].bucket",
          "a multiple of keyferry.plan.quantum, " + InvalidSetting.text(quantum),
          feed.bucket());
    }
  }

  /**
   * The grain: the greatest common divisor of the feeds' buckets, the step in which keys are
   * released.
   *
   * @throws InvalidSetting if there is no feed
   */
  public Duration grain() {
    BigInteger divisor = BigInteger.ZERO;
    for (Feed feed : feeds) {
      divisor = divisor.gcd(BigInteger.valueOf(feed.bucket().toSeconds()));
    }
    InvalidSetting.unless(divisor.signum() > 0, "keyferry.plan.feeds", "at least one feed", "none");
    return Duration.ofSeconds(divisor.longValueExact());
  }

  private static String address(Feed feed) {
    return feed.kind() == FeedKind.REGIONAL ? feed.region().code() : "";
  }

  /** How long after a grain's end it is settled: the longest grace of any feed. */
  public Duration grace() {
    return feeds.stream().map(Feed::grace).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** The instant rounded down to the quantum: what records carry as their time. */
  public Instant roundDown(Instant instant) {
    return BatchWindow.containing(instant, quantum).start();
  }

  /**
   * SHA-256 of everything that it says, as 64 hexadecimal digits. It is compared with what earlier
   * builds wrote down: a test keeps that of a plan from changing.
   */
  public String digest() {
    return HexFormat.of().formatHex(Sha256.bytesOf(toString().getBytes(UTF_8)));
  }

  /** The ids of all feeds. */
  public Set<String> feedIds() {
    return feeds.stream().map(Feed::id).collect(Collectors.toUnmodifiableSet());
  }

  /** The feed of that id, if there is one. */
  public Optional<Feed> feed(String id) {
    return feeds.stream().filter(feed -> feed.id().equals(id)).findFirst();
  }
}
