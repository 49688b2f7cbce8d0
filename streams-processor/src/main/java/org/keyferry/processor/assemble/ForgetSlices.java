package org.keyferry.processor.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.assemble.SliceStore.StoredChunk;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.processor.store.Trace;
import org.keyferry.wire.retention.KeyStays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps the store of chunks for those that have waited for so long that no reader of their batch
 * is left: of feeds that have left the plan, and of feeds that a key partition keeps from being
 * sealed. By the wall clock, in bounded steps; each sweep ends with a {@link Trace} in both stores.
 */
final class ForgetSlices {
  private static final Logger LOG = LoggerFactory.getLogger(ForgetSlices.class);

  private final AssemblyParts parts;
  private final Map<String, FeedAssembly> feeds;
  private final Map<String, Integer> forgotten = new TreeMap<>();
  private byte[] from = SliceStore.FIRST;

  /**
   * @param feeds the feeds that are being assembled
   */
  ForgetSlices(AssemblyParts parts, Map<String, FeedAssembly> feeds) {
    this.parts = parts;
    this.feeds = feeds;
  }

  /** First second of the oldest grain whose chunks may still be there. */
  static long oldestGrain(long nowMillis) {
    return Math.floorDiv(nowMillis, 1000L) - KeyStays.slices().toSeconds();
  }

  /** Looks at some more chunks; whether the sweep has reached the end of the store. */
  boolean step(StepBudget budget, long nowMillis) {
    long oldest = oldestGrain(nowMillis);
    try (var chunks = parts.slices().from(from)) {
      while (chunks.hasNext()) {
        if (budget.exhausted()) {
          from = chunks.peekNextKey();
          return false;
        }
        var entry = chunks.next();
        budget.spend(1);
        var chunk = new StoredChunk(entry.key, entry.value);
        if (chunk.grainStart() < oldest && !isBeingSealed(chunk.feed())) {
          parts.slices().remove(entry.key);
          forgotten.merge(chunk.feed(), chunk.count(), Integer::sum);
        }
      }
    }
    tell();
    parts.slices().leaveTrace();
    abandonSealings(oldest);
    // A cursor that is over has a key too, and where no feed is left nothing else is written.
    Trace.leave(parts.progress());
    from = SliceStore.FIRST;
    return true;
  }

  /** Its chunks are being read now, and go when they are out. */
  private boolean isBeingSealed(String feed) {
    return feeds.containsKey(feed) && feeds.get(feed).isSealing();
  }

  /**
   * A feed that left the plan in the middle of a batch begins the window anew when it is back: its
   * progress has the last key that was written.
   */
  private void abandonSealings(long oldest) {
    var abandoned = new ArrayList<KeyValue<byte[], byte[]>>();
    try (var entries = parts.progress().all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        var read = FeedProgress.parseFrom(entry.value);
        if (!feeds.containsKey(new String(entry.key, StandardCharsets.UTF_8))
            && read.hasSealing()
            && read.getSealing().getWindowEndSeconds() < oldest) {
          abandoned.add(
              KeyValue.pair(entry.key, read.toBuilder().clearSealing().build().toByteArray()));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException("stored progress is torn", e);
    }
    parts.progress().putAll(abandoned);
  }

  private void tell() {
    forgotten.forEach((feed, keys) ->
        LOG.atWarn()
            .addKeyValue("feed", feed)
            .addKeyValue("keys", keys)
            .log("deleted keys whose batch was never sealed, as nobody may keep them any longer"));
    forgotten.clear();
  }
}
