package org.keyferry.processor;

import static org.keyferry.processor.ProcessorStores.FEED_NUMBERS;
import static org.keyferry.processor.ProcessorStores.FEED_PROGRESS;
import static org.keyferry.processor.ProcessorStores.HELD_KEYS;
import static org.keyferry.processor.ProcessorStores.KNOWN_KEYS;
import static org.keyferry.processor.ProcessorStores.PLAN_CHANGES;
import static org.keyferry.processor.ProcessorStores.SETTLE_PROGRESS;
import static org.keyferry.processor.ProcessorStores.SHOWN_FAKES;
import static org.keyferry.processor.ProcessorStores.SLICE_CHUNKS;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.keyferry.processor.admit.AdmitKeys;
import org.keyferry.processor.admit.AdmitKeys.AdmitNodes;
import org.keyferry.processor.admit.AdmitKeys.AdmitRules;
import org.keyferry.processor.admit.PeerIntake;
import org.keyferry.processor.assemble.AssembleBatches;
import org.keyferry.processor.assemble.AssembleBatches.AssembleNodes;
import org.keyferry.processor.assemble.AssembleBatches.AssembleRules;
import org.keyferry.processor.hold.HoldKeys;
import org.keyferry.processor.hold.HoldKeys.HoldNodes;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LearnPlan;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.settle.KeyMemory;
import org.keyferry.processor.settle.SettleKeys;
import org.keyferry.processor.settle.SettleKeys.SettleNodes;
import org.keyferry.processor.settle.SettleKeys.SettleRules;
import org.keyferry.processor.slice.SliceKeys;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/**
 * The whole flow: admit → hold → settle → slice, partitioned by key, then assemble, partitioned by
 * feed. Sources give raw bytes, so that no record can throw before a stage has seen it.
 *
 * <p>in: {@code keys.submitted}, {@code keys.federated}, {@code feeds.commands}, {@code
 * feeds.plan}; out: {@code batches.sealed}, {@code keys.rejected}
 */
public final class ProcessorTopology {
  private static final String KEYS_SUBMITTED = "ingest-keys-submitted";
  private static final String KEYS_FEDERATED = "ingest-keys-federated";
  private static final String FEEDS_SLICES = "ingest-feeds-slices";
  private static final String FEEDS_PLAN = "ingest-feeds-plan";
  private static final String LEARN_PLAN = "learn-plan";
  private static final String FEEDS_COMMANDS = "ingest-feeds-commands";
  private static final String ADMIT = "admit";
  private static final String HOLD = "hold";
  private static final String SETTLE = "settle";
  private static final String SLICE = "slice";
  private static final String ASSEMBLE = "assemble";
  private static final String TO_FEEDS_SLICES = "egress-feeds-slices";
  private static final String TO_KEYS_REJECTED = "egress-keys-rejected";
  private static final String TO_BATCHES_SEALED = "egress-batches-sealed";

  /** Of its own: a sink for both stages would make one of them. */
  private static final String TO_SLICES_REJECTED = "egress-slices-rejected";

  private static final String TO_OTHER_FEEDS = "egress-other-feeds";

  /** A record without a time counts as of 1970, which admission refuses, instead of throwing. */
  private static final TimestampExtractor OWN_TIME =
      (record, partitionTime) -> Math.max(0, record.timestamp());

  private final ProcessorPlan plan;
  private final LivePlan live;
  private final PeerIntake peers;
  private final Observation observation;
  private final ProcessorStores stores;

  private ProcessorTopology(
      ProcessorPlan plan, LivePlan live, PeerIntake peers, Observation observation) {
    this.plan = plan;
    this.live = live;
    this.peers = peers;
    this.observation = observation;
    this.stores = new ProcessorStores(plan);
  }

  /** Builds it for where no peers document is configured. */
  public static Topology build(ProcessorPlan plan, LivePlan live, Observation observation) {
    return build(plan, live, PeerIntake.UNCHECKED, observation);
  }

  /**
   * Builds it.
   *
   * @param plan what it does
   * @param live the feeds, which it learns changes of
   * @param peers which peers may bring keys
   * @param observation what operators see
   */
  public static Topology build(
      ProcessorPlan plan, LivePlan live, PeerIntake peers, Observation observation) {
    var topology = new Topology();
    new ProcessorTopology(plan, live, peers, observation).addTo(topology);
    return topology;
  }

  private void addTo(Topology topology) {
    addFirstStage(topology);
    addSecondStage(topology);
    // Last, or the tasks would have other numbers than before, and stores other directories.
    addPlan(topology);
  }

  private void addFirstStage(Topology topology) {
    source(topology, KEYS_SUBMITTED, Topics.KEYS_SUBMITTED);
    source(topology, KEYS_FEDERATED, Topics.KEYS_FEDERATED);
    topology.addProcessor(ADMIT, this::admit, KEYS_SUBMITTED, KEYS_FEDERATED);
    topology.addProcessor(HOLD, this::hold, ADMIT);
    topology.addProcessor(SETTLE, this::settle, HOLD);
    topology.addProcessor(SLICE, this::slice, SETTLE);
    sink(topology, TO_FEEDS_SLICES, Topics.FEEDS_SLICES, SLICE);
    sink(topology, TO_KEYS_REJECTED, Topics.KEYS_REJECTED, ADMIT, HOLD, SETTLE);
    topology.addStateStore(stores.heldKeys(), HOLD, SETTLE);
    topology.addStateStore(stores.knownKeys(), HOLD, SETTLE);
    topology.addStateStore(stores.feedNumbers(), HOLD, SETTLE);
    topology.addStateStore(stores.settleProgress(), ADMIT, HOLD, SETTLE);
  }

  private void addSecondStage(Topology topology) {
    source(topology, FEEDS_SLICES, Topics.FEEDS_SLICES);
    source(topology, FEEDS_COMMANDS, Topics.FEEDS_COMMANDS);
    topology.addProcessor(ASSEMBLE, this::assemble, FEEDS_SLICES, FEEDS_COMMANDS);
    sink(topology, TO_BATCHES_SEALED, Topics.BATCHES_SEALED, ASSEMBLE);
    sink(topology, TO_OTHER_FEEDS, Topics.FEEDS_SLICES, ASSEMBLE);
    sink(topology, TO_SLICES_REJECTED, Topics.KEYS_REJECTED, ASSEMBLE);
    topology.addStateStore(stores.sliceChunks(), ASSEMBLE);
    topology.addStateStore(stores.feedProgress(), ASSEMBLE);
    topology.addStateStore(stores.shownFakes(), ASSEMBLE);
  }

  private void addPlan(Topology topology) {
    topology.addGlobalStore(
        stores.planChanges(),
        FEEDS_PLAN,
        OWN_TIME,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topics.FEEDS_PLAN.name(),
        LEARN_PLAN,
        () -> new LearnPlan(live, PLAN_CHANGES));
  }

  private static void source(Topology topology, String node, Topic<?> topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        node,
        OWN_TIME,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic.name());
  }

  private static void sink(Topology topology, String node, Topic<?> topic, String... parents) {
    topology.addSink(
        node, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), parents);
  }

  private AdmitKeys admit() {
    var rules =
        new AdmitRules(
            new KeyAdmission(plan.admission(), plan.feeds().quantum()),
            live,
            plan.settings().homeRegion(),
            plan.topics().keyPartitions(),
            plan.admission().mostHops(),
            peers);
    return new AdmitKeys(
        rules, observation.metrics(), new AdmitNodes(SETTLE_PROGRESS, HOLD, TO_KEYS_REJECTED));
  }

  private HoldKeys hold() {
    return new HoldKeys(
        live,
        plan.settings().embargo().toSeconds(),
        observation,
        new HoldNodes(HELD_KEYS, KNOWN_KEYS, FEED_NUMBERS, SETTLE_PROGRESS, TO_KEYS_REJECTED));
  }

  private SettleKeys settle() {
    return new SettleKeys(
        new SettleRules(
            live,
            plan.settings().embargo().toSeconds(),
            KeyMemory.of(plan.admission()),
            plan.settings().stepLimits()),
        observation,
        new SettleNodes(
            HELD_KEYS, KNOWN_KEYS, FEED_NUMBERS, SETTLE_PROGRESS, SLICE, TO_KEYS_REJECTED));
  }

  private SliceKeys slice() {
    return new SliceKeys(live, TO_FEEDS_SLICES);
  }

  private AssembleBatches assemble() {
    return new AssembleBatches(
        new AssembleRules(
            live,
            plan.settings().homeRegion(),
            plan.topics().keyPartitions(),
            plan.paddingSecret(),
            plan.admission().longestAge(),
            plan.settings().stepLimits()),
        observation,
        new AssembleNodes(
            SLICE_CHUNKS,
            FEED_PROGRESS,
            SHOWN_FAKES,
            TO_BATCHES_SEALED,
            TO_OTHER_FEEDS,
            TO_SLICES_REJECTED));
  }
}
