package org.keyferry.processor.plan;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.processor.plan.PlanOutcome.Accepted;
import org.keyferry.processor.plan.PlanOutcome.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns changes of the plan, each on every instance, and all of them before anything else begins.
 *
 * <p>in: {@code feeds.plan}; out: {@link LivePlan}
 */
public final class LearnPlan implements Processor<byte[], byte[], Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(LearnPlan.class);

  private final LivePlan plan;
  private final String store;
  private KeyValueStore<byte[], byte[]> changes;

  /**
   * @param plan what learns
   * @param store of the changes, which a global stage must have
   */
  public LearnPlan(LivePlan plan, String store) {
    this.plan = plan;
    this.store = store;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    changes = context.getStateStore(store);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      LOG.warn("feeds.plan has a record without key or value, which changes nothing");
      return;
    }
    changes.put(record.key(), record.value());
    try {
      var outcome =
          plan.learn(
              PlanChange.parseFrom(record.value()), Instant.ofEpochMilli(record.timestamp()));
      switch (outcome) {
        case Accepted(var change, var version) ->
            LOG.info(
                "plan version {}, change {}, from {}",
                version,
                change,
                plan.timeline().versions().get(Math.toIntExact(version)).effectiveFrom());
        case Refused(var change, var problem) ->
            LOG.warn("change {} of the plan is refused: {}", change, problem);
      }
    } catch (InvalidProtocolBufferException e) {
      LOG.atWarn().setCause(e).log("feeds.plan has a record that is no PlanChange");
    }
  }
}
