package org.keyferry.wire.feed;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The plan of feeds through time: versions, each from its boundary on. Pure and immutable; times
 * are seconds since the epoch where not said otherwise.
 *
 * <p>A boundary between two versions is a boundary of both their grains and, in both, of the
 * buckets of every feed that differs, so that no window is cut. A feed that stays as it is goes on
 * as if nothing had happened.
 */
public final class PlanTimeline {
  /** A change must be asked for so long ahead, that every instance knows of it in time. */
  public static final Duration SHORTEST_NOTICE = Duration.ofSeconds(5);

  private static final String CHANGE = "a change of the plan";

  private final List<PlanVersion> versions;

  private PlanTimeline(List<PlanVersion> versions) {
    this.versions = List.copyOf(versions);
  }

  /** The timeline of a plan that was never changed. */
  public static PlanTimeline of(FeedPlan plan) {
    return new PlanTimeline(List.of(new PlanVersion(0, Instant.EPOCH, plan)));
  }

  /**
   * The timeline with one more version, at the first boundary that is not before the instant and
   * after the newest version's.
   *
   * @param plan the feeds from then on
   * @param baseVersion the number of the newest version, as whoever asks knows it
   * @param notBefore when it may take effect
   * @param asked when the change was asked for
   * @throws InvalidSetting if another version is the newest, if it is too late for that instant, or
   *     if the plan is the same or has another quantum
   */
  public PlanTimeline with(FeedPlan plan, long baseVersion, Instant notBefore, Instant asked) {
    PlanVersion newest = newest();
    check(
        baseVersion == newest.number(),
        "base version",
        newest.number() + ", which is the newest",
        baseVersion);
    check(
        !notBefore.isBefore(asked.plus(SHORTEST_NOTICE)),
        "first instant",
        SHORTEST_NOTICE.toSeconds() + " s or more after " + asked + ", when it was asked for",
        notBefore);
    check(!plan.equals(newest.plan()), "feeds", "other feeds than before", "the same");
    check(
        plan.quantum().equals(newest.plan().quantum()),
        "quantum",
        InvalidSetting.text(newest.plan().quantum()) + ", which can't be changed so",
        InvalidSetting.text(plan.quantum()));
    long boundary = boundarySeconds(newest.plan(), plan);
    long earliest = Math.max(notBefore.getEpochSecond(), newest.from() + 1);
    long from = Math.ceilDiv(earliest, boundary) * boundary;
    var more = new ArrayList<>(versions);
    more.add(new PlanVersion(newest.number() + 1, Instant.ofEpochSecond(from), plan));
    return new PlanTimeline(more);
  }

  private static void check(boolean holds, String what, String expected, Object actual) {
    if (!holds) {
      throw new InvalidSetting(new Problem(what, CHANGE, expected, String.valueOf(actual)));
    }
  }

  /** The least common multiple of all that must not be cut where one plan follows the other. */
  private static long boundarySeconds(FeedPlan before, FeedPlan after) {
    Stream<Duration> grains = Stream.of(before.grain(), after.grain());
    Stream<Duration> buckets =
        Stream.concat(notIn(before, after), notIn(after, before)).map(Feed::bucket);
    return Stream.concat(grains, buckets)
        .map(length -> BigInteger.valueOf(length.toSeconds()))
        .reduce(BigInteger.ONE, (a, b) -> a.multiply(b).divide(a.gcd(b)))
        .longValueExact();
  }

  private static Stream<Feed> notIn(FeedPlan other, FeedPlan plan) {
    return plan.feeds().stream().filter(feed -> !other.feeds().contains(feed));
  }

  /** All versions, oldest first. */
  public List<PlanVersion> versions() {
    return versions;
  }

  /** The newest version, in effect or not. */
  public PlanVersion newest() {
    return versions.getLast();
  }

  /** The version that a grain follows that contains the second. */
  public PlanVersion at(long second) {
    for (int i = versions.size() - 1; i > 0; i--) {
      if (versions.get(i).from() <= second) {
        return versions.get(i);
      }
    }
    return versions.getFirst();
  }

  /** When the first version after the second takes effect; {@link Long#MAX_VALUE} if none does. */
  public long nextAfter(long second) {
    return versions.stream()
        .mapToLong(PlanVersion::from)
        .filter(from -> from > second)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Every feed, as it is in any version that a grain at or after the second may follow. */
  public Set<Feed> feedsSince(long second) {
    var feeds = new LinkedHashSet<Feed>();
    long first = at(second).number();
    versions.stream()
        .filter(version -> version.number() >= first)
        .forEach(version -> feeds.addAll(version.plan().feeds()));
    return feeds;
  }

  /** Whether any version has a feed of that id. */
  public boolean knows(String id) {
    return versions.stream().anyMatch(version -> version.plan().feed(id).isPresent());
  }

  /** The feed's term that contains the second; empty if the plan then has no such feed. */
  public Optional<FeedTerm> term(String id, long second) {
    return term(id, versions.indexOf(at(second)));
  }

  /** The feed's first term that begins after the second; empty if none does. */
  public Optional<FeedTerm> nextTerm(String id, long second) {
    return versions.stream()
        .filter(version -> version.from() > second)
        .filter(version -> version.plan().feed(id).isPresent())
        .findFirst()
        .flatMap(version -> term(id, versions.indexOf(version)));
  }

  /** The feed's last term; empty if it never had one. */
  public Optional<FeedTerm> lastTerm(String id) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      Optional<FeedTerm> found = term(id, i);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<FeedTerm> term(String id, int index) {
    return versions
        .get(index)
        .plan()
        .feed(id)
        .map(feed -> {
          int first = index;
          while (first > 0 && versions.get(first - 1).plan().feeds().contains(feed)) {
            first--;
          }
          int next = index + 1;
          while (next < versions.size() && versions.get(next).plan().feeds().contains(feed)) {
            next++;
          }
          long until = next < versions.size() ? versions.get(next).from() : Long.MAX_VALUE;
          return new FeedTerm(feed, versions.get(first).from(), until);
        });
  }
}
