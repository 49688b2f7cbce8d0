package org.keyferry.processor.admit;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.keyferry.processor.admit.FeedRouting.Route;
import org.keyferry.processor.admit.KeyRecord.Candidate;
import org.keyferry.processor.admit.KeyRecord.RemoteRules;
import org.keyferry.processor.admit.KeyRecord.Unusable;
import org.keyferry.processor.observe.ProcessorMetrics;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.reject.RecordPlace;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.store.ProgressStore;
import org.keyferry.wire.admission.Admission.Admitted;
import org.keyferry.wire.admission.Admission.Refused;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.feed.PlanTimeline;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topics;

/**
 * Parses and judges each record at its own time. Nothing that a record holds stops the stream.
 *
 * <p>in: {@code keys.submitted}, {@code keys.federated}; out: {@link AdmittedKey} to hold, the rest
 * to {@code keys.rejected}
 */
public final class AdmitKeys extends ContextualProcessor<byte[], byte[], byte[], Object> {
  private final AdmitRules rules;
  private final RemoteRules remote;
  private final ProcessorMetrics metrics;
  private final AdmitNodes nodes;
  private Rejections rejections;
  private ProgressStore progress;
  private FeedRouting routing;
  private PlanTimeline routed;
  private long routedSince;

  /**
   * What it decides by.
   *
   * @param admission the rules that the gateway asks too
   * @param plan which feeds there are
   * @param home our own region
   * @param keyPartitions number of partitions of both inputs
   * @param mostHops how many backends a key from elsewhere may have passed through
   * @param peers which peers may bring keys, of which origins
   */
  public record AdmitRules(
      KeyAdmission admission,
      LivePlan plan,
      Region home,
      int keyPartitions,
      int mostHops,
      PeerIntake peers) {
    RemoteRules ofRemote() {
      return new RemoteRules(home, mostHops, peers);
    }
  }

  /**
   * What it is connected to.
   *
   * @param progress store of how far the partition is settled
   * @param hold node that holds admitted keys
   * @param rejected node that writes {@code keys.rejected}
   */
  public record AdmitNodes(String progress, String hold, String rejected) {}

  public AdmitKeys(AdmitRules rules, ProcessorMetrics metrics, AdmitNodes nodes) {
    this.rules = rules;
    this.remote = rules.ofRemote();
    this.metrics = metrics;
    this.nodes = nodes;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    rejections = new Rejections(context, nodes.rejected(), metrics);
    progress = new ProgressStore(context.getStateStore(nodes.progress()), rules.plan()::grid);
  }

  /** By all plans that may still hold when a key that comes now is released, which decides. */
  private FeedRouting routing() {
    long openGrain = progress.openGrain(context().currentSystemTimeMs());
    PlanTimeline timeline = rules.plan().timeline();
    long since = timeline.at(openGrain).number();
    if (timeline != routed || since != routedSince) {
      routing = new FeedRouting(timeline.feedsSince(openGrain));
      routed = timeline;
      routedSince = since;
    }
    return routing;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata = context().recordMetadata().orElseThrow();
    var place =
        new RecordPlace(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            Math.floorDiv(record.timestamp(), 1000L));
    KeyRecord read =
        metadata.topic().equals(Topics.KEYS_FEDERATED.name())
            ? KeyRecord.federated(
                record.value(),
                routing(),
                remote,
                Instant.ofEpochMilli(context().currentSystemTimeMs()))
            : KeyRecord.submitted(record.value(), routing());
    switch (read) {
      case Unusable(var reason, var detail) -> rejections.reject(place, reason, detail);
      case Candidate candidate -> judge(record, place, candidate);
    }
  }

  private void judge(Record<byte[], byte[]> record, RecordPlace place, Candidate candidate) {
    CandidateKey shape = candidate.candidate();
    Route route = candidate.route();
    if (!Arrays.equals(record.key(), shape.keyData().toByteArray())) {
      rejections.reject(
          place, RejectionReason.RECORD_KEY_DIFFERS, "expected the key bytes as record key");
      return;
    }
    // A key that comes in two partitions would be known in neither and be published twice.
    int partition = BuiltInPartitioner.partitionForKey(record.key(), rules.keyPartitions());
    if (partition != place.partition()) {
      rejections.reject(
          place, RejectionReason.RECORD_KEY_DIFFERS, "expected the partition of the record key");
      return;
    }
    switch (rules.admission().judge(shape, Instant.ofEpochMilli(record.timestamp()))) {
      case Refused(var reason, var detail) -> rejections.reject(place, reason, detail);
      case Admitted(var key) when route.feeds().isEmpty() -> metrics.unrouted();
      case Admitted(var key) ->
          context()
              .forward(
                  new Record<>(
                      record.key(),
                      new AdmittedKey(key, route.feeds(), route.from(), candidate.source(), place),
                      record.timestamp()),
                  nodes.hold());
    }
  }
}
