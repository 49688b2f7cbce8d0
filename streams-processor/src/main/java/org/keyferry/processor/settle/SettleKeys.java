package org.keyferry.processor.settle;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.admit.AdmittedKey;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.GrainGrid;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.reject.RecordPlace;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.settle.Settled.ReleasedKey;
import org.keyferry.processor.settle.Settled.SettledRange;
import org.keyferry.processor.settle.Settled.StepEnded;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.processor.step.StepLimits;
import org.keyferry.processor.step.Sweep;
import org.keyferry.processor.step.Wake;
import org.keyferry.processor.store.FeedNumbers;
import org.keyferry.processor.store.HeldKey;
import org.keyferry.processor.store.HeldKeys;
import org.keyferry.processor.store.ProgressStore;
import org.keyferry.processor.store.SettleProgress;
import org.keyferry.wire.admission.RejectionReason;

/**
 * When the wall clock has passed a grain's end and the grace, releases the grain in key order, in
 * bounded steps. The order of arrival vanishes here. If that is more than a step for some feeds,
 * those with much less are told in a walk of their own before.
 *
 * <p>in: the store {@code held-keys}; out: {@link Settled} to slice, the store {@code known-keys},
 * what no feed takes any more to {@code keys.rejected}
 *
 * <p>After a long stop, the empty time up to the next held key is one range and costs nothing. The
 * end of a range never moves back, whatever the clock does.
 */
public final class SettleKeys extends ContextualProcessor<byte[], AdmittedKey, byte[], Object> {
  private final SettleRules rules;
  private final Observation observation;
  private final SettleNodes nodes;
  private HeldKeys held;
  private ProgressStore progressStore;
  private Rejections rejections;
  private ForgetKnownKeys sweep;
  private Wake settling;
  private OpenKeys open;
  private KeyTakers takers;
  private FeedsAhead feedsAhead;

  /**
   * What it decides by.
   *
   * @param plan the feeds and grains
   * @param embargoSeconds how long after the end of its validity a key may still be replayed
   * @param memory how long keys stay known
   * @param limits how much it does at once
   */
  public record SettleRules(
      LivePlan plan, long embargoSeconds, KeyMemory memory, StepLimits limits) {}

  /**
   * What it is connected to.
   *
   * @param held store of waiting keys
   * @param known store of released keys
   * @param feedNumbers store of the numbers of feeds
   * @param progress store of how far the partition is settled
   * @param slice node that slices
   * @param rejected node that writes {@code keys.rejected}
   */
  public record SettleNodes(
      String held,
      String known,
      String feedNumbers,
      String progress,
      String slice,
      String rejected) {}

  public SettleKeys(SettleRules rules, Observation observation, SettleNodes nodes) {
    this.rules = rules;
    this.observation = observation;
    this.nodes = nodes;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    held = new HeldKeys(context.getStateStore(nodes.held()));
    KeyValueStore<byte[], byte[]> known = context.getStateStore(nodes.known());
    takers = new KeyTakers(known, new FeedNumbers(context.getStateStore(nodes.feedNumbers())));
    progressStore = new ProgressStore(context.getStateStore(nodes.progress()), rules.plan()::grid);
    rejections = new Rejections(context, nodes.rejected(), observation.metrics());
    sweep = new ForgetKnownKeys(known, rules.memory());
    settling = new Wake(context, this::step);
    settling.soon();
    Sweep.begin(context, rules.limits().keys(), this::sweepStep);
  }

  /** Hold forwards nothing: it is the parent for the sake of the stores, which the two share. */
  @Override
  public void process(Record<byte[], AdmittedKey> record) {
    throw new IllegalStateException("settle takes keys from the store, not from hold");
  }

  private boolean sweepStep(StepBudget budget, long now) {
    boolean over = sweep.step(budget, now);
    if (over) {
      held.leaveTrace();
    }
    return over;
  }

  private void step() {
    long now = context().currentSystemTimeMs();
    open = observation.of(nodes.held(), context().taskId());
    var budget = rules.limits().begin();
    SettleProgress progress = progressStore.read(now);
    while (!budget.exhausted() && isDue(progress, now)) {
      progress = progress.settling() ? walk(progress, budget, now) : begin(progress, now);
      budget.spend(1);
    }
    forward(new StepEnded(), now);
    progressStore.write(progress);
    if (isDue(progress, now)) {
      settling.soon();
    } else {
      long awaited = progress.settling() ? progress.through() - 1 : progress.next();
      settling.in(grid().untilSettleable(awaited, now));
    }
  }

  private GrainGrid grid() {
    return rules.plan().grid();
  }

  /** A clock that steps back in the middle of a walk halts it until the time has come again. */
  private boolean isDue(SettleProgress progress, long now) {
    long settleable = grid().settleableAt(now);
    return progress.settling() ? progress.through() <= settleable : progress.next() < settleable;
  }

  /**
   * Jumps to the next grain that holds a key, or to the end of what may be settled under the same
   * version of the plan.
   */
  private SettleProgress begin(SettleProgress progress, long now) {
    long change = rules.plan().timeline().nextAfter(progress.next());
    long end = Math.min(grid().settleableAt(now), change);
    OptionalLong first = held.firstGrain(progress.next(), end);
    if (first.isEmpty()) {
      return finish(progress.begin(end), now);
    }
    long grainEnd = grid().endOf(first.getAsLong());
    return progress.begin(
        grainEnd,
        FeedsAhead.among(
            feedsOf(progress), feed -> open.count(feed, first.getAsLong()), rules.limits().keys()));
  }

  private Set<String> feedsOf(SettleProgress progress) {
    return rules.plan().timeline().at(progress.next()).plan().feedIds();
  }

  private SettleProgress walk(SettleProgress progress, StepBudget budget, long now) {
    follow(progress);
    try (var keys = held.walk(progress.cursor().toByteArray(), progress.through())) {
      while (keys.hasNext()) {
        if (budget.exhausted()) {
          return progress.at(keys.peekNextKey());
        }
        var entry = keys.next();
        if (progress.aheadTold()) {
          settle(entry.key, HeldKey.of(entry.value), progress.through(), now);
        } else {
          tellAhead(entry.key, HeldKey.of(entry.value), progress.through(), now);
        }
        budget.spend(1);
      }
    }
    return progress.aheadTold() ? finish(progress, now) : goOnWithOthers(progress, now);
  }

  private SettleProgress goOnWithOthers(SettleProgress progress, long now) {
    mark(progress, now);
    return progress.goOnWithOthers();
  }

  private SettleProgress finish(SettleProgress progress, long now) {
    mark(progress, now);
    open.forgetBefore(progress.through());
    return SettleProgress.settledBefore(progress.through());
  }

  private void mark(SettleProgress progress, long now) {
    var told = Set.copyOf(new FeedsAhead(progress).told(feedsOf(progress)));
    forward(new SettledRange(progress.next(), progress.through(), told), now);
  }

  /** What is walked lies in one version of the plan. */
  private void follow(SettleProgress progress) {
    takers.follow(rules.plan().timeline().at(progress.next()));
    feedsAhead = new FeedsAhead(progress);
  }

  /** Tells the feeds ahead, and leaves the key to the walk for the others. */
  private void tellAhead(byte[] storeKey, HeldKey key, long through, long now) {
    FeedSet admittedAhead = feedsAhead.told(takers.admitted(key));
    if (admittedAhead.isEmpty() || isDueLater(key, through) || isForgotten(key, now)) {
      return;
    }
    long grain = HeldKeys.grainOf(storeKey);
    open.add(grain, admittedAhead, -1);
    tell(grain, takers.of(HeldKeys.keyOf(storeKey), key), key, now);
  }

  private void settle(byte[] storeKey, HeldKey key, long through, long now) {
    long grain = HeldKeys.grainOf(storeKey);
    byte[] keyBytes = HeldKeys.keyOf(storeKey);
    held.remove(storeKey);
    open.add(grain, feedsAhead.told(takers.admitted(key)), -1);
    if (isDueLater(key, through)) {
      // Its grain was longer when it came, or the embargo shorter.
      long due = due(key);
      held.put(due, keyBytes, key.array());
      open.add(due, takers.admitted(key), 1);
      return;
    }
    if (isForgotten(key, now)) {
      drop(keyBytes, key, RejectionReason.TOO_OLD, "a key that would still be remembered");
      return;
    }
    release(grain, keyBytes, key, now);
  }

  private boolean isDueLater(HeldKey key, long through) {
    return due(key) >= through;
  }

  private long due(HeldKey key) {
    return grid().startOf(key.validUntil() + rules.embargoSeconds());
  }

  private boolean isForgotten(HeldKey key, long now) {
    return rules.memory().forgets(key.validUntil(), now);
  }

  private void release(long grain, byte[] keyBytes, HeldKey key, long now) {
    FeedSet feeds = takers.of(keyBytes, key);
    if (feeds.isEmpty()) {
      drop(
          keyBytes,
          key,
          RejectionReason.FEED_LEFT_PLAN,
          "one of " + takers.admitted(key) + " in the plan, taking its source");
      return;
    }
    takers.narrow(keyBytes, key, feeds);
    tell(grain, feeds, key, now);
  }

  private void tell(long grain, FeedSet feeds, HeldKey key, long now) {
    FeedSet told = feedsAhead.told(feeds);
    if (!told.isEmpty()) {
      forward(new ReleasedKey(grain, told, key.revises(), key), now);
    }
  }

  private void drop(byte[] keyBytes, HeldKey key, RejectionReason reason, String expected) {
    takers.forget(keyBytes, key);
    rejections.reject(place(key), reason, "expected " + expected);
  }

  private RecordPlace place(HeldKey key) {
    return key.place(context().taskId().partition());
  }

  private void forward(Settled settled, long now) {
    context().forward(new Record<>(null, settled, now), nodes.slice());
  }
}
