package org.keyferry.processor.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.plan.PlanOutcome;
import org.keyferry.processor.plan.PlanOutcome.Accepted;
import org.keyferry.processor.plan.PlanOutcome.Refused;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.PlanVersion;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows the plan of feeds through time, and what became of changes that were asked for.
 *
 * <p>in: {@link LivePlan}; out: {@code GET /actuator/plan}
 */
@Endpoint(id = "plan")
public final class PlanEndpoint {
  private final LivePlan plan;
  private final InstantSource clock;

  public PlanEndpoint(LivePlan plan, InstantSource clock) {
    this.plan = plan;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param quantum what every bucket is a multiple of
   * @param versions oldest first
   * @param changes what became of changes, oldest first
   * @param unusedFeeds what is wrong with feeds of the settings that count no more; null if nothing
   * @param settingsDigest of version 0, for whoever asks for a change
   */
  public record Answer(
      Duration quantum,
      List<Version> versions,
      List<Change> changes,
      String unusedFeeds,
      String settingsDigest) {}

  /**
   * One version of the plan.
   *
   * @param number 0 for the plan of the settings
   * @param effectiveFrom when it takes effect
   * @param state {@code past}, {@code in effect} or {@code ahead}
   * @param feeds its feeds
   */
  public record Version(
      long number, Instant effectiveFrom, String state, List<DescribedFeed> feeds) {}

  /**
   * One feed.
   *
   * @param id its name
   * @param kind who reads it
   * @param region whose readers
   * @param bucket length of its buckets
   */
  public record DescribedFeed(String id, String kind, String region, Duration bucket) {
    static DescribedFeed of(Feed feed) {
      return new DescribedFeed(
          feed.id(),
          feed.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          feed.region().code(),
          feed.bucket());
    }
  }

  /**
   * What became of one change.
   *
   * @param id of the change
   * @param version the version that it is; null if it was refused
   * @param problem why it was refused; null if it was not
   */
  public record Change(String id, Long version, String problem) {
    static Change of(PlanOutcome outcome) {
      return switch (outcome) {
        case Accepted(var id, var version) -> new Change(id, version, null);
        case Refused(var id, var problem) -> new Change(id, null, problem);
      };
    }
  }

  /** The plan as this process knows it. */
  @ReadOperation
  public Answer plan() {
    var view = plan.view();
    var timeline = view.timeline();
    PlanVersion now = timeline.at(clock.instant().getEpochSecond());
    var versions = timeline.versions().stream().map(version -> describe(version, now)).toList();
    var changes = view.outcomes().stream().map(Change::of).toList();
    String unused = view.unusedFeeds().map(Problem::toString).orElse(null);
    return new Answer(timeline.newest().plan().quantum(), versions, changes, unused, plan.digest());
  }

  private static Version describe(PlanVersion version, PlanVersion now) {
    String state =
        switch (Long.signum(version.number() - now.number())) {
          case -1 -> "past";
          case 0 -> "in effect";
          default -> "ahead";
        };
    var feeds = version.plan().feeds().stream().map(DescribedFeed::of).toList();
    return new Version(version.number(), version.effectiveFrom(), state, feeds);
  }
}
