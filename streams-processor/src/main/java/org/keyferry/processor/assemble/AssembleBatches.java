package org.keyferry.processor.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.assemble.ReceivedSlice.Chunk;
import org.keyferry.processor.assemble.ReceivedSlice.Mark;
import org.keyferry.processor.assemble.ReceivedSlice.Unusable;
import org.keyferry.processor.assemble.SliceStore.StoredChunk;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.reject.RecordPlace;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.step.StepLimits;
import org.keyferry.processor.step.Wake;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.feed.FeedPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until all key partitions have marked through a bucket's end, merges their sorted chunks,
 * pads, numbers and seals, in bounded steps.
 *
 * <p>in: {@code feeds.slices}; out: {@code batches.sealed}, unusable slices to {@code
 * keys.rejected}
 */
public final class AssembleBatches extends ContextualProcessor<byte[], byte[], byte[], Object> {
  private static final Logger LOG = LoggerFactory.getLogger(AssembleBatches.class);

  private static final Duration SWEEP_STEP = Duration.ofMillis(20);
  private static final Duration BETWEEN_SWEEP_STEPS = Duration.ofMillis(200);

  private final AssembleRules rules;
  private final Observation observation;
  private final AssembleNodes nodes;
  private final Map<String, FeedAssembly> feeds = new TreeMap<>();
  private AssemblyParts parts;
  private Rejections rejections;
  private OpenKeys open;
  private Wake wake;
  private ForgetSlices sweep;
  private Wake sweeping;

  /**
   * What it decides by.
   *
   * @param plan the feeds
   * @param keyPartitions how many partitions the inputs have
   * @param secret what fakes are derived from
   * @param limits how much it does at once
   */
  public record AssembleRules(
      FeedPlan plan, int keyPartitions, PaddingSecret secret, StepLimits limits) {}

  /**
   * What it is connected to.
   *
   * @param chunks store of chunks that wait
   * @param progress store of how far each feed is sealed
   * @param sealed node that writes {@code batches.sealed}
   * @param rejected node that writes {@code keys.rejected}
   */
  public record AssembleNodes(String chunks, String progress, String sealed, String rejected) {}

  public AssembleBatches(AssembleRules rules, Observation observation, AssembleNodes nodes) {
    this.rules = rules;
    this.observation = observation;
    this.nodes = nodes;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    KeyValueStore<byte[], byte[]> progress = context.getStateStore(nodes.progress());
    parts =
        new AssemblyParts(
            new SliceStore(context.getStateStore(nodes.chunks())),
            progress,
            new Padding(rules.secret()),
            rules.keyPartitions(),
            rules.limits().keys());
    rejections = new Rejections(context, nodes.rejected(), observation.metrics());
    open = observation.begin(nodes.chunks(), context.taskId());
    resume(progress);
    countChunks();
    wake = new Wake(context, this::step);
    wake.soon();
    sweep = new ForgetSlices(parts, feeds, new StepLimits(rules.limits().keys(), SWEEP_STEP));
    sweeping = new Wake(context, this::sweepStep);
    sweeping.soon();
  }

  private void sweepStep() {
    long now = context().currentSystemTimeMs();
    boolean over = sweep.step(now);
    if (over) {
      open.forgetBefore(ForgetSlices.oldestGrain(now));
    }
    sweeping.in(over ? ForgetSlices.PERIOD : BETWEEN_SWEEP_STEPS);
  }

  private void resume(KeyValueStore<byte[], byte[]> progress) {
    feeds.clear();
    try (var entries = progress.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        var read = FeedProgress.parseFrom(entry.value);
        // The progress of a feed that has left the plan stays, in case that it comes back.
        rules
            .plan()
            .feed(new String(entry.key, StandardCharsets.UTF_8))
            .map(feed -> new FeedAssembly(feed, read, parts))
            .ifPresent(this::add);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("stored progress is torn", e);
    }
  }

  private void add(FeedAssembly assembly) {
    feeds.put(assembly.feed().id(), assembly);
    observation.sealed(assembly.feed().id(), assembly.newest());
  }

  private void countChunks() {
    try (var entries = parts.slices().all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        var chunk = new StoredChunk(entry.key, entry.value);
        open.add(chunk.grainStart(), FeedSet.of(List.of(chunk.feed())), chunk.count());
      }
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    switch (ReceivedSlice.read(record.value())) {
      case Unusable(var detail) -> reject(record, detail);
      case Chunk chunk -> {
        var assembly = assembly(record, chunk.feed(), chunk.partition());
        if (assembly != null) {
          accept(record, assembly, chunk);
        }
      }
      case Mark mark -> {
        var assembly = assembly(record, mark.feed(), mark.partition());
        if (assembly != null) {
          assembly.accept(mark);
          wake.soon();
        }
      }
    }
  }

  private void accept(Record<byte[], byte[]> record, FeedAssembly assembly, Chunk chunk) {
    if (assembly.accept(chunk)) {
      open.add(chunk.grainStart(), FeedSet.of(List.of(chunk.feed())), chunk.keys().count());
    } else {
      reject(record, "expected a grain after " + Instant.ofEpochSecond(assembly.sealedThrough()));
    }
  }

  /** The feed's assembly; null, and the record rejected, if the plan or the inputs have no such. */
  private FeedAssembly assembly(Record<byte[], byte[]> record, String feedId, int partition) {
    var feed = rules.plan().feed(feedId);
    if (feed.isEmpty() || partition < 0 || partition >= rules.keyPartitions()) {
      reject(record, "expected a feed of the plan and a partition of the inputs");
      return null;
    }
    if (!feeds.containsKey(feedId)) {
      add(new FeedAssembly(feed.get(), FeedProgress.getDefaultInstance(), parts));
    }
    return feeds.get(feedId);
  }

  private void reject(Record<byte[], byte[]> record, String detail) {
    var metadata = context().recordMetadata().orElseThrow();
    var place =
        new RecordPlace(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            Math.floorDiv(record.timestamp(), 1000L));
    rejections.reject(place, RejectionReason.MALFORMED_RECORD, detail);
  }

  private void step() {
    var budget = rules.limits().begin();
    boolean more = false;
    for (FeedAssembly feed : feeds.values()) {
      long before = feed.sequence();
      more |= feed.step(budget, this::send);
      if (feed.sequence() > before) {
        tell(feed, before);
      }
    }
    if (more) {
      wake.soon();
    }
  }

  private void tell(FeedAssembly feed, long before) {
    String id = feed.feed().id();
    open.forgetBefore(feed.sealedThrough(), id);
    observation.sealed(id, feed.newest());
    observation.metrics().sealed(id, Math.toIntExact(feed.sequence() - before));
    for (var batch : feed.newest()) {
      if (batch.sequence() > before) {
        LOG.atInfo()
            .addKeyValue("feed", id)
            .addKeyValue("sequence", batch.sequence())
            .addKeyValue("start", batch.start())
            .addKeyValue("end", batch.end())
            .addKeyValue("keys", batch.keys())
            .addKeyValue("padding", batch.padding())
            .log("sealed a batch");
      }
    }
  }

  private void send(String feed, byte[] value) {
    long now = context().currentSystemTimeMs();
    long rounded = rules.plan().roundDown(Instant.ofEpochMilli(now)).toEpochMilli();
    context()
        .forward(
            new Record<>(feed.getBytes(StandardCharsets.UTF_8), value, rounded), nodes.sealed());
  }

  @Override
  public void close() {
    observation.end(nodes.chunks(), context().taskId(), open);
  }
}
