package org.keyferry.processor.hold;

import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.admit.AdmittedKey;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.revise.RevisionRule;
import org.keyferry.processor.revise.Verdict;
import org.keyferry.processor.revise.Verdict.Refusal;
import org.keyferry.processor.revise.Verdict.Repeat;
import org.keyferry.processor.revise.Verdict.Revision;
import org.keyferry.processor.store.FeedNumbers;
import org.keyferry.processor.store.HeldKey;
import org.keyferry.processor.store.HeldKeys;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.processor.store.ProgressStore;
import org.keyferry.wire.admission.RejectionReason;

/**
 * Files each key under the grain in which it is released. A repeat changes nothing, so a retry
 * anywhere upstream is harmless. A report that may revise an earlier one is judged here, where it
 * arrives: a revision of a key that is still held takes its place, or takes it away if the result
 * is negative; one of a key that was released waits for its own grain, in the feeds of that key.
 *
 * <p>in: {@link AdmittedKey}; out: the store {@code held-keys}, of revised keys {@code known-keys},
 * contradictions to {@code keys.rejected}
 */
public final class HoldKeys extends ContextualProcessor<byte[], AdmittedKey, byte[], Object> {
  private final LivePlan plan;
  private final long embargoSeconds;
  private final Observation observation;
  private final HoldNodes nodes;
  private HeldKeys held;
  private KeyValueStore<byte[], byte[]> known;
  private FeedNumbers feedNumbers;
  private ProgressStore progress;
  private Rejections rejections;
  private OpenKeys open;

  /**
   * What it is connected to.
   *
   * @param held store of waiting keys
   * @param known store of released keys
   * @param feedNumbers store of the numbers of feeds
   * @param progress store of how far the partition is settled
   * @param rejected node that writes {@code keys.rejected}
   */
  public record HoldNodes(
      String held, String known, String feedNumbers, String progress, String rejected) {}

  /**
   * @param plan the grains
   * @param embargoSeconds how long after the end of its validity a key may still be replayed
   * @param observation what operators see
   * @param nodes what it is connected to
   */
  public HoldKeys(LivePlan plan, long embargoSeconds, Observation observation, HoldNodes nodes) {
    this.plan = plan;
    this.embargoSeconds = embargoSeconds;
    this.observation = observation;
    this.nodes = nodes;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    held = new HeldKeys(context.getStateStore(nodes.held()));
    known = context.getStateStore(nodes.known());
    feedNumbers = new FeedNumbers(context.getStateStore(nodes.feedNumbers()));
    progress = new ProgressStore(context.getStateStore(nodes.progress()), plan::grid);
    rejections = new Rejections(context, nodes.rejected(), observation.metrics());
    open = observation.begin(nodes.held(), context.taskId());
    countHeld();
  }

  private void countHeld() {
    try (var entries = held.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        open.add(HeldKeys.grainOf(entry.key), HeldKey.of(entry.value).feeds(null), 1);
      }
    }
  }

  @Override
  public void process(Record<byte[], AdmittedKey> record) {
    AdmittedKey admitted = record.value();
    byte[] key = record.key();
    long openGrain = progress.openGrain(context().currentSystemTimeMs());
    long validUntil = admitted.key().validUntil().getEpochSecond();
    var releaseTime = new ReleaseTime(plan.grid(), embargoSeconds);
    long grain = releaseTime.grainOf(admitted.place().arrivalSeconds(), validUntil, openGrain);
    boolean negative = admitted.key().reportType() == ReportType.REVOKED;
    if (admitted.source().mayRevise() || negative) {
      revise(admitted, key, grain);
    } else {
      hold(admitted, key, grain);
    }
  }

  private void hold(AdmittedKey admitted, byte[] key, long grain) {
    byte[] value = HeldKey.valueOf(admitted);
    byte[] before = held.putIfAbsent(grain, key, value);
    if (before == null) {
      open.add(grain, admitted.feeds(), 1);
      observation.metrics().admitted();
    } else {
      // What may revise was judged before it could get here.
      end(admitted, judge(HeldKey.of(before).known(), HeldKey.of(value)));
    }
  }

  private void revise(AdmittedKey admitted, byte[] key, long grain) {
    HeldKey later = HeldKey.of(HeldKey.valueOf(admitted));
    // A key that is known was released first, whatever repeats of it are held.
    byte[] released = known.get(key);
    if (released != null) {
      Verdict verdict = judge(KnownKey.of(released), later);
      if (verdict instanceof Revision) {
        reviseReleased(admitted, key, released, grain);
      } else {
        end(admitted, verdict);
      }
      return;
    }
    OptionalLong at = heldGrain(admitted, key, grain);
    if (at.isEmpty()) {
      first(admitted, key, grain);
      return;
    }
    HeldKey first = HeldKey.of(held.get(at.getAsLong(), key));
    Verdict verdict = judge(first.known(), later);
    if (verdict instanceof Revision) {
      reviseHeld(admitted, key, at.getAsLong(), first);
    } else {
      end(admitted, verdict);
    }
  }

  /** The grain of what is held of the key: not after now, unless a clock went back. */
  private OptionalLong heldGrain(AdmittedKey admitted, byte[] key, long grain) {
    var grid = plan.grid();
    long now = context().currentSystemTimeMs();
    long last = Math.max(grain, grid.startAt(now));
    long first = progress.read(now).firstHeld();
    OptionalLong found = held.find(key, first, last, grid.stepSeconds());
    // Most remote keys are new, and none is worth a look at everything.
    return found.isPresent() || admitted.isRemote() ? found : held.findAfter(key, last);
  }

  private static Verdict judge(KnownKey first, HeldKey later) {
    return RevisionRule.judge(first, later.known(), later.mayRevise());
  }

  private void reviseReleased(AdmittedKey admitted, byte[] key, byte[] released, long grain) {
    KnownKey revised = KnownKey.of(released).revisedTo(admitted.key().reportType());
    var feeds = feedNumbers.feedsOf(released);
    known.put(key, revised.valueIn(feedNumbers.encode(feeds)));
    byte[] before = held.replace(grain, key, HeldKey.revising(revised, feeds, admitted));
    if (before != null) {
      dropRepeat(grain, HeldKey.of(before), KnownKey.of(released));
    }
    open.add(grain, feeds, 1);
    observation.metrics().revised();
  }

  /** A report without authority waited in the place of a revision: it is over, as at its grain. */
  private void dropRepeat(long grain, HeldKey repeat, KnownKey first) {
    open.add(grain, repeat.feeds(null), -1);
    switch (judge(first, repeat)) {
      case Refusal(var reason, var detail) ->
          rejections.reject(repeat.place(context().taskId().partition()), reason, detail);
      case Repeat _, Revision _ -> observation.metrics().repeated();
    }
  }

  private void reviseHeld(AdmittedKey admitted, byte[] key, long grain, HeldKey first) {
    if (admitted.key().reportType() == ReportType.REVOKED) {
      held.remove(HeldKeys.storeKey(grain, key));
      open.add(grain, first.feeds(null), -1);
      // Or a repeat of the first report would publish the key after all.
      known.put(key, first.known().revisedTo(ReportType.REVOKED).valueIn(new byte[0]));
    } else {
      held.replace(grain, key, HeldKey.replacing(first, admitted));
    }
    observation.metrics().revised();
  }

  /** Nothing is held or known of the key. */
  private void first(AdmittedKey admitted, byte[] key, long grain) {
    if (admitted.key().reportType() == ReportType.REVOKED) {
      rejections.reject(
          admitted.place(), RejectionReason.NOTHING_TO_REVOKE, "expected a key that is known");
    } else if (admitted.isRemote()) {
      hold(admitted, key, grain);
    } else {
      rejections.reject(
          admitted.place(),
          RejectionReason.REVISION_OF_UNKNOWN_KEY,
          "expected a key that is known");
    }
  }

  private void end(AdmittedKey admitted, Verdict verdict) {
    switch (verdict) {
      case Refusal(var reason, var detail) -> rejections.reject(admitted.place(), reason, detail);
      case Repeat() -> observation.metrics().repeated();
      case Revision() -> throw new IllegalStateException("a revision is not the end of a report");
    }
  }

  @Override
  public void close() {
    observation.end(nodes.held(), context().taskId(), open);
  }
}
