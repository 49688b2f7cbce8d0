package org.keyferry.processor.hold;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.admit.AdmittedKey;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.store.HeldKey;
import org.keyferry.processor.store.HeldKeys;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.processor.store.ProgressStore;
import org.keyferry.wire.admission.RejectionReason;

/**
 * Files each key under the grain in which it is released. A repeat changes nothing, so a retry
 * anywhere upstream is harmless.
 *
 * <p>in: {@link AdmittedKey}; out: the store {@code held-keys}, contradictions to {@code
 * keys.rejected}
 */
public final class HoldKeys extends ContextualProcessor<byte[], AdmittedKey, byte[], Object> {
  private final ReleaseTime releaseTime;
  private final Observation observation;
  private final HoldNodes nodes;
  private HeldKeys held;
  private KeyValueStore<byte[], byte[]> known;
  private ProgressStore progress;
  private Rejections rejections;
  private OpenKeys open;

  /**
   * What it is connected to.
   *
   * @param held store of waiting keys
   * @param known store of released keys
   * @param progress store of how far the partition is settled
   * @param rejected node that writes {@code keys.rejected}
   */
  public record HoldNodes(String held, String known, String progress, String rejected) {}

  public HoldKeys(ReleaseTime releaseTime, Observation observation, HoldNodes nodes) {
    this.releaseTime = releaseTime;
    this.observation = observation;
    this.nodes = nodes;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    held = new HeldKeys(context.getStateStore(nodes.held()));
    known = context.getStateStore(nodes.known());
    progress = new ProgressStore(context.getStateStore(nodes.progress()), releaseTime.grid());
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
    long openGrain = progress.openGrain(context().currentSystemTimeMs());
    long validUntil = admitted.key().validUntil().getEpochSecond();
    long grain = releaseTime.grainOf(admitted.place().arrivalSeconds(), validUntil, openGrain);
    if (admitted.key().reportType() == ReportType.REVOKED) {
      refuseRevocation(admitted, record.key(), grain);
      return;
    }
    byte[] value = HeldKey.valueOf(admitted.key(), admitted.feeds(), admitted.place());
    byte[] before = held.putIfAbsent(grain, record.key(), value);
    if (before == null) {
      open.add(grain, admitted.feeds(), 1);
      observation.metrics().admitted();
    } else {
      repeated(admitted, KnownKey.of(HeldKey.of(before).known()), HeldKey.of(value));
    }
  }

  private void repeated(AdmittedKey admitted, KnownKey first, HeldKey later) {
    switch (first.compare(KnownKey.of(later.known()))) {
      case SAME -> observation.metrics().repeated();
      case OTHER_TIMING ->
          rejections.reject(
              admitted.place(),
              RejectionReason.TIMING_DIFFERS,
              "expected the start and period that the key is held with");
      case OTHER_REPORT ->
          rejections.reject(
              admitted.place(),
              RejectionReason.REVISION_NOT_AUTHORISED,
              "expected the report type that the key is held with");
    }
  }

  /** A negative result would take a key back; nothing may do that yet. */
  private void refuseRevocation(AdmittedKey admitted, byte[] key, long grain) {
    if (held.contains(grain, key) || known.get(key) != null) {
      rejections.reject(
          admitted.place(),
          RejectionReason.REVISION_NOT_AUTHORISED,
          "expected a report type other than revoked");
    } else {
      rejections.reject(
          admitted.place(), RejectionReason.NOTHING_TO_REVOKE, "expected a key that is known");
    }
  }

  @Override
  public void close() {
    observation.end(nodes.held(), context().taskId(), open);
  }
}
