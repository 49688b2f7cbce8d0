package org.keyferry.processor;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.Record;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.event.v1.RejectedRecord;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.admit.AdmitKeys;
import org.keyferry.processor.admit.AdmittedKey;
import org.keyferry.processor.admit.PeerIntake;
import org.keyferry.processor.assemble.AssembleBatches;
import org.keyferry.processor.hold.HoldKeys;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.plan.PlanOutcome;
import org.keyferry.processor.settle.KeyMemory;
import org.keyferry.processor.settle.SettleKeys;
import org.keyferry.processor.settle.Settled;
import org.keyferry.processor.slice.SliceKeys;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** All tasks of the topology over committed logs in memory, with a clock that tests move. */
final class SimulatedPipeline implements SimulatedTask.Log {
  private record TopicPartition(Topic<?> topic, int partition) {}

  /** A committed slice and the clock when it was sent. */
  record SettledSlice(FeedSlice slice, Instant at) {}

  private ProcessorPlan plan;
  private LivePlan live;
  private Observation observation;
  private final Map<TopicPartition, List<Record<byte[], byte[]>>> logs = new HashMap<>();
  private final List<SimulatedTask> tasks = new ArrayList<>();
  final List<SettledSlice> slices = new ArrayList<>();
  final List<SealedBatch> sealed = new ArrayList<>();
  Instant now;

  SimulatedPipeline(ProcessorPlan plan, Instant start) {
    this.plan = plan;
    this.now = start;
    this.live = new LivePlan(plan.feeds(), TestPlans::read);
    this.observation = new Observation(new SimpleMeterRegistry(), live, () -> now);
    for (int partition = 0; partition < plan.topics().keyPartitions(); partition++) {
      tasks.add(new KeyTask(partition));
    }
    tasks.add(new FeedTask());
    tasks.forEach(task -> task.begin(now.toEpochMilli()));
  }

  void submit(SubmittedKey event, Instant arrival) {
    byte[] key = event.getTemporaryExposureKey().getKeyData().toByteArray();
    int partition = BuiltInPartitioner.partitionForKey(key, plan.topics().keyPartitions());
    read(Topics.KEYS_SUBMITTED, partition)
        .add(new Record<>(key, event.toByteArray(), arrival.toEpochMilli()));
  }

  void federate(FederatedKey event, Instant arrival) {
    byte[] key = event.getTemporaryExposureKey().getKeyData().toByteArray();
    int partition = BuiltInPartitioner.partitionForKey(key, plan.topics().keyPartitions());
    read(Topics.KEYS_FEDERATED, partition)
        .add(new Record<>(key, event.toByteArray(), arrival.toEpochMilli()));
  }

  /** Stops all tasks and starts them with another plan of the same feeds. */
  void restart(ProcessorPlan changed) {
    tasks.forEach(SimulatedTask::commit);
    plan = changed;
    live = new LivePlan(plan.feeds(), TestPlans::read);
    observation = new Observation(new SimpleMeterRegistry(), live, () -> now);
    tasks.forEach(task -> task.begin(now.toEpochMilli()));
  }

  /** Asks for other feeds, as an operator does; all instances know at once. */
  PlanOutcome change(FeedPlan feeds, Instant notBefore) {
    return change(feeds, live.timeline().newest().number(), notBefore);
  }

  PlanOutcome change(FeedPlan feeds, long baseVersion, Instant notBefore) {
    var change =
        PlanChange.newBuilder()
            .setId("change " + live.outcomes().size())
            .setBaseVersion(baseVersion)
            .setNotBeforeSeconds(notBefore.getEpochSecond())
            .putAllSettings(TestPlans.write(feeds))
            .build();
    return live.learn(change, now);
  }

  LivePlan plan() {
    return live;
  }

  /** Lets the time pass in small steps, with everything processed and committed in each. */
  void runUntil(Instant end) {
    while (now.isBefore(end)) {
      now = now.plusMillis(500);
      for (SimulatedTask task : tasks) {
        task.poll(Integer.MAX_VALUE, now.toEpochMilli());
        task.punctuate(now.toEpochMilli());
        task.commit();
      }
    }
  }

  List<SimulatedTask> tasks() {
    return tasks;
  }

  void crash(SimulatedTask task) {
    task.begin(now.toEpochMilli());
  }

  /** Why records were rejected, with what was expected. */
  List<String> reasons() {
    return logs.entrySet().stream()
        .filter(log -> log.getKey().topic().equals(Topics.KEYS_REJECTED))
        .flatMap(log -> log.getValue().stream())
        .map(record -> reason(record.value()))
        .toList();
  }

  private static String reason(byte[] value) {
    try {
      var rejected = RejectedRecord.parseFrom(value);
      return rejected.getReason() + ": " + rejected.getDetail();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Record<byte[], byte[]>> read(Topic<?> topic, int partition) {
    return logs.computeIfAbsent(new TopicPartition(topic, partition), _ -> new ArrayList<>());
  }

  @Override
  public void write(Topic<?> topic, Record<byte[], byte[]> record, Instant sent) {
    read(topic, 0).add(record);
    try {
      if (topic.equals(Topics.FEEDS_SLICES)) {
        slices.add(new SettledSlice(FeedSlice.parseFrom(record.value()), sent));
      } else if (topic.equals(Topics.BATCHES_SEALED)) {
        sealed.add(SealedBatch.parseFrom(record.value()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class KeyTask extends SimulatedTask {
    private AdmitKeys admit;

    KeyTask(int partition) {
      super(
          SimulatedPipeline.this, partition, List.of(Topics.KEYS_SUBMITTED, Topics.KEYS_FEDERATED));
    }

    @Override
    List<String> storeNames() {
      return List.of("held", "known", "numbers", "progress");
    }

    @Override
    @SuppressWarnings("unchecked")
    void start() {
      var slice = new SliceKeys(live, "slices");
      connect(slice, Map.of("slices", to(Topics.FEEDS_SLICES)));
      var hold =
          new HoldKeys(
              live,
              plan.settings().embargo().toSeconds(),
              observation,
              new HoldKeys.HoldNodes("held", "known", "numbers", "progress", "rejected"));
      connect(hold, Map.of("rejected", to(Topics.KEYS_REJECTED)));
      var settle =
          new SettleKeys(
              new SettleKeys.SettleRules(
                  live,
                  plan.settings().embargo().toSeconds(),
                  KeyMemory.of(plan.admission()),
                  plan.settings().stepLimits()),
              observation,
              new SettleKeys.SettleNodes(
                  "held", "known", "numbers", "progress", "slice", "rejected"));
      connect(
          settle,
          Map.of(
              "slice",
              record -> slice.process((Record<byte[], Settled>) record),
              "rejected",
              to(Topics.KEYS_REJECTED)));
      admit =
          new AdmitKeys(
              new AdmitKeys.AdmitRules(
                  new KeyAdmission(plan.admission(), plan.feeds().quantum()),
                  live,
                  plan.settings().homeRegion(),
                  plan.topics().keyPartitions(),
                  plan.admission().mostHops(),
                  PeerIntake.UNCHECKED),
              observation.metrics(),
              new AdmitKeys.AdmitNodes("progress", "hold", "rejected"));
      connect(
          admit,
          Map.of(
              "hold",
              record -> hold.process((Record<byte[], AdmittedKey>) record),
              "rejected",
              to(Topics.KEYS_REJECTED)));
    }

    @Override
    void process(Record<byte[], byte[]> record) {
      admit.process(record);
    }
  }

  private final class FeedTask extends SimulatedTask {
    private AssembleBatches assemble;

    FeedTask() {
      super(SimulatedPipeline.this, 0, List.of(Topics.FEEDS_SLICES));
    }

    @Override
    List<String> storeNames() {
      return List.of("chunks", "feeds", "fakes");
    }

    @Override
    void start() {
      assemble =
          new AssembleBatches(
              new AssembleBatches.AssembleRules(
                  live,
                  plan.settings().homeRegion(),
                  plan.topics().keyPartitions(),
                  plan.paddingSecret(),
                  plan.admission().longestAge(),
                  plan.settings().stepLimits()),
              observation,
              new AssembleBatches.AssembleNodes(
                  "chunks", "feeds", "fakes", "sealed", "slices", "rejected"));
      connect(
          assemble,
          Map.of(
              "sealed",
              to(Topics.BATCHES_SEALED),
              "slices",
              to(Topics.FEEDS_SLICES),
              "rejected",
              to(Topics.KEYS_REJECTED)));
    }

    @Override
    void process(Record<byte[], byte[]> record) {
      assemble.process(record);
    }
  }
}
