package org.keyferry.processor.hold;

import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.admit.AdmittedKey;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.revise.RevisionRule;
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
 * Files each new key under the grain in which it is released, and remembers it from then on: a
 * repeat changes nothing, so a retry anywhere upstream is harmless. A report that may revise an
 * earlier one is judged here, where it arrives: a revision of a key that is still held takes its
 * place, or takes it away if the result is negative; one of a key that was released waits for its
 * own grain, in the feeds of that key.
 *
 * <p>in: {@link AdmittedKey}; out: the stores {@code held-keys} and {@code known-keys},
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
    byte[] before = known.get(key);
    if (before == null) {
      first(admitted, key, grain);
    } else {
      later(admitted, key, grain, before);
    }
  }

  private void first(AdmittedKey admitted, byte[] key, long grain) {
    if (admitted.key().reportType() == ReportType.REVOKED) {
      rejections.reject(
          admitted.place(), RejectionReason.NOTHING_TO_REVOKE, "expected a key that is known");
    } else if (admitted.source().mayRevise() && !admitted.isRemote()) {
      rejections.reject(
          admitted.place(),
          RejectionReason.REVISION_OF_UNKNOWN_KEY,
          "expected a key that is known");
    } else {
      HeldKey value = HeldKey.of(HeldKey.valueOf(admitted));
      known.put(key, value.knownValue(feedNumbers.encode(admitted.feeds())));
      held.put(grain, key, value.array());
      open.add(grain, admitted.feeds(), 1);
      observation.metrics().admitted();
    }
  }

  private void later(AdmittedKey admitted, byte[] key, long grain, byte[] before) {
    KnownKey first = KnownKey.of(before);
    HeldKey later = HeldKey.of(HeldKey.valueOf(admitted));
    switch (RevisionRule.judge(first, later.known(), later.mayRevise())) {
      case Refusal(var reason, var detail) -> rejections.reject(admitted.place(), reason, detail);
      case Repeat() -> observation.metrics().repeated();
      case Revision() -> {
        OptionalLong at = heldGrain(key, grain);
        if (at.isPresent()) {
          reviseHeld(admitted, key, at.getAsLong());
        } else {
          reviseReleased(admitted, key, grain, before);
        }
        observation.metrics().revised();
      }
    }
  }

  /**
   * The grain of what is held of the key: not after now, unless a clock went back. What is being
   * settled is held no longer: some feeds may have been told already.
   */
  private OptionalLong heldGrain(byte[] key, long grain) {
    var grid = plan.grid();
    long now = context().currentSystemTimeMs();
    long last = Math.max(grain, grid.startAt(now));
    long first = progress.openGrain(now);
    OptionalLong found = held.find(key, first, last, grid.stepSeconds());
    return found.isPresent() ? found : held.findAfter(key, last);
  }

  private void reviseReleased(AdmittedKey admitted, byte[] key, long grain, byte[] before) {
    KnownKey revised = KnownKey.of(before).revisedTo(admitted.key().reportType());
    var feeds = feedNumbers.feedsOf(before);
    known.put(key, revised.valueIn(feedNumbers.encode(feeds)));
    held.put(grain, key, HeldKey.revising(revised, feeds, admitted));
    open.add(grain, feeds, 1);
  }

  private void reviseHeld(AdmittedKey admitted, byte[] key, long grain) {
    HeldKey first = HeldKey.of(held.get(grain, key));
    FeedSet feeds = first.feeds(null);
    if (admitted.key().reportType() == ReportType.REVOKED) {
      held.remove(HeldKeys.storeKey(grain, key));
      open.add(grain, feeds, -1);
      // Known all the same, or a repeat of the first report would publish the key after all.
      known.put(key, first.known().revisedTo(ReportType.REVOKED).valueIn(new byte[0]));
    } else {
      byte[] value = HeldKey.replacing(first, admitted);
      held.put(grain, key, value);
      known.put(key, HeldKey.of(value).knownValue(feedNumbers.encode(feeds)));
    }
  }

  @Override
  public void close() {
    observation.end(nodes.held(), context().taskId(), open);
  }
}
