package org.keyferry.processor.slice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.SettledMark;
import org.keyferry.processor.chunk.ChunkRecords;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.settle.Settled;
import org.keyferry.processor.settle.Settled.ReleasedKey;
import org.keyferry.processor.settle.Settled.SettledRange;
import org.keyferry.processor.settle.Settled.StepEnded;
import org.keyferry.processor.store.HeldKey;
import org.keyferry.wire.feed.FeedPlan;

/**
 * Writes each released key into a chunk of every feed that it belongs to, and marks settled ranges
 * for every feed, also where it has no key. Nothing stays in memory from one step to the next.
 *
 * <p>in: {@link Settled}; out: {@code feeds.slices}
 */
public final class SliceKeys extends ContextualProcessor<byte[], Settled, byte[], byte[]> {
  private final LivePlan plan;
  private final ToldOrigins origins;
  private final String sink;
  private final Map<String, OpenChunk> chunks = new LinkedHashMap<>();
  private final Map<String, OpenChunk> revisedChunks = new LinkedHashMap<>();
  private int partition;

  /** A feed's keys of one grain, revised or not, that are not yet sent. */
  private static final class OpenChunk {
    private final byte[] recordKey;
    private final FeedSlice envelope;
    private final boolean revised;
    private final EncodedKeys keys = new EncodedKeys();
    private long grainStart;

    OpenChunk(String feed, int partition, boolean revised) {
      this.revised = revised;
      recordKey = feed.getBytes(StandardCharsets.UTF_8);
      envelope = FeedSlice.newBuilder().setFeed(feed).setKeyPartition(partition).build();
    }
  }

  /**
   * @param plan the quantum of record times, and which feeds name origins
   * @param sink node that writes {@code feeds.slices}
   */
  public SliceKeys(LivePlan plan, String sink) {
    this.plan = plan;
    this.origins = new ToldOrigins(plan);
    this.sink = sink;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    partition = context.taskId().partition();
  }

  @Override
  public void process(Record<byte[], Settled> record) {
    long time = record.timestamp();
    switch (record.value()) {
      case ReleasedKey released -> slice(released, time);
      case SettledRange range -> {
        sendAll(time);
        mark(range, time);
      }
      case StepEnded() -> sendAll(time);
    }
  }

  private void slice(ReleasedKey released, long time) {
    HeldKey key = released.key();
    long grainStart = released.grainStart();
    Map<String, OpenChunk> open = released.revised() ? revisedChunks : chunks;
    for (String feed : released.feeds().ids()) {
      OpenChunk chunk = open.get(feed);
      if (chunk == null) {
        chunk = new OpenChunk(feed, partition, released.revised());
        open.put(feed, chunk);
      }
      boolean told = origins.isKeptBy(feed, grainStart);
      byte[] array = told ? ToldOrigins.withOrigin(key) : key.array();
      int from = told ? 0 : key.batchKeyAt();
      if (chunk.grainStart != grainStart || !chunk.keys.fits(array.length - from)) {
        send(chunk, time);
        chunk.grainStart = grainStart;
      }
      chunk.keys.add(array, from, array.length - from);
    }
  }

  private void sendAll(long time) {
    chunks.values().forEach(chunk -> send(chunk, time));
    revisedChunks.values().forEach(chunk -> send(chunk, time));
    // Of hundreds of feeds the space would be more than the keys.
    chunks.clear();
    revisedChunks.clear();
  }

  private void send(OpenChunk chunk, long time) {
    if (!chunk.keys.isEmpty()) {
      byte[] value =
          ChunkRecords.slice(chunk.envelope, chunk.grainStart, chunk.revised, chunk.keys);
      chunk.keys.clear();
      forward(chunk.recordKey, value, time);
    }
  }

  private void mark(SettledRange range, long time) {
    var mark =
        SettledMark.newBuilder()
            .setFromSeconds(range.from())
            .setThroughSeconds(range.through())
            .build();
    var slice = FeedSlice.newBuilder().setKeyPartition(partition).setMark(mark);
    for (String feed : range.feeds()) {
      byte[] value = slice.setFeed(feed).build().toByteArray();
      forward(feed.getBytes(StandardCharsets.UTF_8), value, time);
    }
  }

  private void forward(byte[] key, byte[] value, long time) {
    FeedPlan newest = plan.timeline().newest().plan();
    long rounded = newest.roundDown(Instant.ofEpochMilli(time)).toEpochMilli();
    context().forward(new Record<>(key, value, rounded), sink);
  }
}
