package org.keyferry.processor.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.assemble.ReceivedSlice.Chunk;
import org.keyferry.processor.assemble.ReceivedSlice.Fakes;
import org.keyferry.processor.assemble.ReceivedSlice.Mark;
import org.keyferry.processor.assemble.ReceivedSlice.Padded;
import org.keyferry.processor.assemble.ReceivedSlice.Taken;
import org.keyferry.processor.assemble.ReceivedSlice.Unusable;
import org.keyferry.processor.assemble.SliceStore.StoredChunk;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.reject.RecordPlace;
import org.keyferry.processor.reject.Rejections;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.step.StepLimits;
import org.keyferry.processor.step.Wake;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until all key partitions have marked through a bucket's end, merges their sorted chunks,
 * pads, numbers and seals, in bounded steps.
 *
 * <p>in: {@code feeds.slices}, {@code feeds.commands}; out: {@code batches.sealed}, fakes for other
 * feeds to {@code feeds.slices}, what can't be used to {@code keys.rejected}
 */
public final class AssembleBatches extends ContextualProcessor<byte[], byte[], byte[], Object> {
  private static final Logger LOG = LoggerFactory.getLogger(AssembleBatches.class);

  private final AssembleRules rules;
  private final Observation observation;
  private final AssembleNodes nodes;
  private final NavigableMap<String, FeedAssembly> feeds = new TreeMap<>();
  private final FeedTurns turns = new FeedTurns();
  private BatchOutput output;
  private AssemblyParts parts;
  private Rejections rejections;
  private OpenKeys open;
  private Wake wake;

  /**
   * What it decides by.
   *
   * @param plan the feeds, through time
   * @param home our own region
   * @param keyPartitions how many partitions the inputs have
   * @param secret what fakes are derived from
   * @param longestAge how long after the end of its validity a key is still taken
   * @param limits how much it does at once
   */
  public record AssembleRules(
      LivePlan plan,
      Region home,
      int keyPartitions,
      PaddingSecret secret,
      Duration longestAge,
      StepLimits limits) {}

  /**
   * What it is connected to.
   *
   * @param chunks store of chunks that wait
   * @param progress store of how far each feed is sealed
   * @param fakes store of fakes that feeds have shown
   * @param sealed node that writes {@code batches.sealed}
   * @param slices node that writes {@code feeds.slices}
   * @param rejected node that writes {@code keys.rejected}
   */
  public record AssembleNodes(
      String chunks,
      String progress,
      String fakes,
      String sealed,
      String slices,
      String rejected) {}

  public AssembleBatches(AssembleRules rules, Observation observation, AssembleNodes nodes) {
    this.rules = rules;
    this.observation = observation;
    this.nodes = nodes;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    output = new NodeOutput(context, rules.plan(), nodes);
    KeyValueStore<byte[], byte[]> progress = context.getStateStore(nodes.progress());
    var slices = new SliceStore(context.getStateStore(nodes.chunks()));
    var shown =
        new ShownFakes(context.getStateStore(nodes.fakes()), rules.longestAge().toSeconds());
    parts =
        new AssemblyParts(
            slices,
            progress,
            rules.plan(),
            new WindowPadding(
                new RolesOverTime(rules.plan()), new Padding(rules.secret()), slices, shown),
            new Manifests(rules.home()),
            rules.keyPartitions(),
            rules.limits().keys());
    rejections = new Rejections(context, nodes.rejected(), observation.metrics());
    open = observation.begin(nodes.chunks(), context.taskId());
    resume(progress);
    countChunks();
    wake = new Wake(context, this::step);
    wake.soon();
    new StageTwoSweeps(parts, feeds, shown, open).begin(context);
  }

  private void resume(KeyValueStore<byte[], byte[]> progress) {
    feeds.clear();
    try (var entries = progress.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        var read = FeedProgress.parseFrom(entry.value);
        // The progress of a feed that has left the plan stays, in case that it comes back.
        String feed = new String(entry.key, StandardCharsets.UTF_8);
        if (rules.plan().timeline().knows(feed)) {
          add(new FeedAssembly(feed, read, parts));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("stored progress is torn", e);
    }
  }

  private void add(FeedAssembly assembly) {
    feeds.put(assembly.feed(), assembly);
    observation.sealed(assembly.feed(), assembly.newest());
  }

  private void countChunks() {
    try (var entries = parts.slices().from(SliceStore.FIRST)) {
      while (entries.hasNext()) {
        var entry = entries.next();
        var chunk = new StoredChunk(entry.key, entry.value);
        if (chunk.isFake()) {
          continue;
        }
        open.add(chunk.grainStart(), FeedSet.of(List.of(chunk.feed())), chunk.count());
      }
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String topic = context().recordMetadata().orElseThrow().topic();
    if (topic.equals(Topics.FEEDS_COMMANDS.name())) {
      command(record);
    } else {
      slice(record);
    }
  }

  private void command(Record<byte[], byte[]> record) {
    try {
      var command = FeedCommand.parseFrom(FeedCommands.valueOf(record.value()));
      var feed = Optional.ofNullable(feeds.get(command.getFeed()));
      feed.map(assembly -> assembly.accept(command))
          .orElseGet(() -> Optional.of(FeedCommands.unknownFeed(command)))
          .ifPresentOrElse(
              problem -> reject(record, RejectionReason.COMMAND_REFUSED, problem.toString()),
              wake::soon);
    } catch (InvalidProtocolBufferException e) {
      reject(record, "expected a FeedCommand, got another value");
    }
  }

  private void slice(Record<byte[], byte[]> record) {
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
      case Padded range -> tell(record, range.feed(), told -> told.accept(range));
      case Fakes fakes -> tell(record, fakes.feed(), told -> told.accept(fakes, output));
      case Taken taken -> tell(record, taken.feed(), told -> told.accept(taken));
    }
  }

  private void tell(Record<byte[], byte[]> record, String feed, Consumer<FeedAssembly> what) {
    var assembly = assembly(record, feed, 0);
    if (assembly != null) {
      what.accept(assembly);
      wake.soon();
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
    if (!rules.plan().timeline().knows(feedId)
        || partition < 0
        || partition >= rules.keyPartitions()) {
      reject(record, "expected a feed of the plan and a partition of the inputs");
      return null;
    }
    if (!feeds.containsKey(feedId)) {
      add(new FeedAssembly(feedId, FeedProgress.getDefaultInstance(), parts));
    }
    return feeds.get(feedId);
  }

  private void reject(Record<byte[], byte[]> record, String detail) {
    reject(record, RejectionReason.MALFORMED_RECORD, detail);
  }

  private void reject(Record<byte[], byte[]> record, RejectionReason reason, String detail) {
    var metadata = context().recordMetadata().orElseThrow();
    var place =
        new RecordPlace(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            Math.floorDiv(record.timestamp(), 1000L));
    rejections.reject(place, reason, detail);
  }

  private void step() {
    var budget = rules.limits().begin();
    boolean more = false;
    for (FeedAssembly feed : turns.inOrder(feeds)) {
      long before = feed.sequence();
      if (!budget.exhausted() && feed.step(budget, output)) {
        turns.usedUpBy(feed.feed());
        more = true;
      }
      if (feed.sequence() > before) {
        tell(feed, before);
      }
    }
    // What a finished feed leaves to be removed can use up the step: others have not had a turn.
    if (more || budget.exhausted()) {
      wake.soon();
    }
  }

  private void tell(FeedAssembly feed, long before) {
    String id = feed.feed();
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

  @Override
  public void close() {
    observation.end(nodes.chunks(), context().taskId(), open);
  }
}
