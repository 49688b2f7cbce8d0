package org.keyferry.processor.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.processor.feed.GrainGrid;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.feed.PlanTimeline;
import org.keyferry.wire.feed.PlanVersion;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The plan of feeds through time as this process knows it: that of the settings, then what
 * operators asked for. One thread learns, any reads.
 */
public final class LivePlan {
  private final FeedSettings settings;
  private final Map<String, PlanOutcome> outcomes = new LinkedHashMap<>();
  private final List<Consumer<PlanTimeline>> listeners = new CopyOnWriteArrayList<>();
  private final String digest;

  /** What changes were asked for with; empty until one tells. */
  private String digestOfChanges = "";

  private volatile Known known;

  /** Both at once, so that no reader sees a grid of another plan. */
  private record Known(PlanTimeline timeline, GrainGrid grid) {}

  /**
   * @param plan the one of the settings
   * @param settings reads the feeds of changes
   */
  public LivePlan(FeedPlan plan, FeedSettings settings) {
    this.settings = settings;
    this.digest = plan.digest();
    know(PlanTimeline.of(plan));
  }

  /** A plan for what takes no changes. */
  public static LivePlan unchanging(FeedPlan plan) {
    return new LivePlan(
        plan,
        settings -> {
          throw new InvalidSetting(
              new Problem(
                  "feeds", "a change of the plan", "none, as here is nobody to ask", "one"));
        });
  }

  private void know(PlanTimeline timeline) {
    known = new Known(timeline, GrainGrid.of(timeline));
    listeners.forEach(listener -> listener.accept(timeline));
  }

  /**
   * Takes or refuses a change. Depends on nothing but the changes before it and the settings, so
   * that all instances come to the same plan.
   *
   * @param asked when the broker appended it
   * @throws InvalidSetting if the settings are not those that the first change was asked for with:
   *     past boundaries would be others
   */
  public synchronized PlanOutcome learn(PlanChange change, Instant asked) {
    if (digestOfChanges.isEmpty()) {
      requireOwn(change);
      digestOfChanges = change.getSettingsDigest();
    }
    return outcomes.computeIfAbsent(change.getId(), id -> judge(id, change, asked));
  }

  private void requireOwn(PlanChange change) {
    String asked = change.getSettingsDigest();
    if (!asked.isEmpty() && !asked.equals(digest)) {
      throw new InvalidSetting(
          new Problem(
              "keyferry.plan",
              "the settings of the processor",
              "quantum and feeds as they were when change "
                  + change.getId()
                  + " of the plan was asked for, with digest "
                  + asked
                  + ", since its boundary follows from them; put them back, and change feeds by"
                  + " ./keyferry plan change",
              "others, with digest " + digest));
    }
  }

  private PlanOutcome judge(String id, PlanChange change, Instant asked) {
    try {
      requireSame(change);
      FeedPlan feeds = settings.read(change.getSettingsMap());
      var notBefore = Instant.EPOCH.plus(Duration.ofSeconds(change.getNotBeforeSeconds()));
      know(timeline().with(feeds, change.getBaseVersion(), notBefore, asked));
      return new PlanOutcome.Accepted(id, timeline().newest().number());
    } catch (InvalidSetting e) {
      return new PlanOutcome.Refused(id, e.getMessage());
    }
  }

  private void requireSame(PlanChange change) {
    String asked = change.getSettingsDigest();
    InvalidSetting.unless(
        asked.isEmpty() || asked.equals(digestOfChanges),
        "digest of the settings' plan",
        digestOfChanges + ", that of the first change",
        asked);
  }

  /** Tells settings apart whose feeds or quantum differ. */
  public String digest() {
    return digest;
  }

  /** All versions. */
  public PlanTimeline timeline() {
    return known.timeline();
  }

  /**
   * What is wrong with feeds in settings that operators have replaced since, and how to mend it;
   * empty where the settings' feeds are those that count.
   */
  public Optional<Problem> unusedFeeds() {
    PlanTimeline timeline = timeline();
    PlanVersion newest = timeline.newest();
    FeedPlan settings = timeline.versions().getFirst().plan();
    if (settings.equals(newest.plan())) {
      return Optional.empty();
    }
    var until = timeline.versions().get(1).effectiveFrom();
    return Optional.of(
        new Problem(
            "keyferry.plan.feeds",
            "the settings of the processor",
            "nothing from them: version "
                + newest.number()
                + " of the plan counts from "
                + newest.effectiveFrom()
                + ", "
                + ids(newest.plan())
                + "; change feeds by ./keyferry plan change, and leave the settings' as they are",
            ids(settings) + ", which count for the time before " + until + " alone"));
  }

  private static String ids(FeedPlan plan) {
    return plan.feeds().stream().map(Feed::id).collect(Collectors.joining(", ", "feeds ", ""));
  }

  /** The grains of all versions. */
  public GrainGrid grid() {
    return known.grid();
  }

  /**
   * What is known at one moment: an outcome never comes without its version.
   *
   * @param timeline all versions
   * @param outcomes what became of every change, oldest first
   * @param unusedFeeds as {@link LivePlan#unusedFeeds}
   */
  public record View(
      PlanTimeline timeline, List<PlanOutcome> outcomes, Optional<Problem> unusedFeeds) {
    public View {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** What is known now. */
  public synchronized View view() {
    return new View(timeline(), outcomes(), unusedFeeds());
  }

  /** What became of every change, oldest first. */
  public synchronized List<PlanOutcome> outcomes() {
    return new ArrayList<>(outcomes.values());
  }

  /** Tells the listener the timeline, now and whenever it has changed. */
  public void follow(Consumer<PlanTimeline> listener) {
    listeners.add(listener);
    listener.accept(timeline());
  }
}
