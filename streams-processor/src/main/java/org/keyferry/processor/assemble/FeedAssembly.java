package org.keyferry.processor.assemble;

import static org.keyferry.wire.feed.BatchWindow.ofEpochSeconds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.assemble.NextWindow.Empty;
import org.keyferry.processor.assemble.NextWindow.Filled;
import org.keyferry.processor.assemble.NextWindow.NotYet;
import org.keyferry.processor.observe.SealedBucket;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.SealedSummary;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;

/**
 * One feed on its way from marked ranges to sealed batches.
 *
 * <p>in: chunks and marks of the feed; out: values of {@code batches.sealed}, in bounded steps
 */
final class FeedAssembly {
  private static final int NEWEST = 20;

  private final Feed feed;
  private final AssemblyParts parts;
  private FeedProgress progress;
  private BatchSealing sealing;
  private boolean leftovers = true;

  /**
   * What all feeds of a task share.
   *
   * @param slices the store of chunks
   * @param progress the store of progress, by feed id
   * @param padding makes fakes
   * @param keyPartitions how many partitions have to mark
   * @param mostKeys of a chunk
   */
  record AssemblyParts(
      SliceStore slices,
      KeyValueStore<byte[], byte[]> progress,
      Padding padding,
      int keyPartitions,
      int mostKeys) {}

  FeedAssembly(Feed feed, FeedProgress progress, AssemblyParts parts) {
    this.feed = feed;
    this.progress = progress;
    this.parts = parts;
  }

  /** Keeps the chunk, unless its time is sealed already: then the writer broke its own order. */
  boolean accept(ReceivedSlice.Chunk chunk) {
    if (chunk.grainStart() < progress.getSealedThroughSeconds()) {
      return false;
    }
    parts.slices().put(chunk);
    return true;
  }

  /** Keeps the mark. */
  void accept(ReceivedSlice.Mark mark) {
    FeedProgress marked = Marks.add(progress, mark);
    if (Marks.through(marked, parts.keyPartitions()).isPresent()) {
      marked = Marks.begin(marked, feed.bucket().toSeconds());
    }
    if (!marked.equals(progress)) {
      keep(marked);
    }
  }

  /** Does some of what is to be done; whether there may be more. */
  boolean step(StepBudget budget, BatchOutput out) {
    while (!budget.exhausted()) {
      removeLeftovers(budget);
      if (sealing == null && !begin(budget, out)) {
        return false;
      }
      if (sealing != null && !budget.exhausted()) {
        write(budget, out);
      }
    }
    return true;
  }

  /** Removes chunks whose window is sealed, as far as the budget goes. */
  private void removeLeftovers(StepBudget budget) {
    if (leftovers) {
      int most = budget.left();
      int removed =
          parts.slices().removeBefore(feed.id(), progress.getSealedThroughSeconds(), most);
      budget.spend(removed);
      leftovers = removed == most;
    }
  }

  /** Turns to the next window; whether there is one. */
  private boolean begin(StepBudget budget, BatchOutput out) {
    if (progress.hasSealing()) {
      open(progress.getSealing());
      return true;
    }
    OptionalLong marked = Marks.through(progress, parts.keyPartitions());
    if (marked.isEmpty()) {
      return false;
    }
    long sealed = progress.getSealedThroughSeconds();
    OptionalLong firstGrain = parts.slices().firstGrain(feed.id(), sealed, marked.getAsLong());
    long bucket = feed.bucket().toSeconds();
    return switch (NextWindow.after(sealed, marked.getAsLong(), bucket, firstGrain)) {
      case NotYet() -> false;
      case Empty(var window) -> {
        out.send(BatchSealing.empty(feed, progress.getSequence() + 1, window));
        budget.spend(1);
        finish(BatchSealing.of(window));
        yield true;
      }
      case Filled(var window) -> {
        open(BatchSealing.of(window));
        yield true;
      }
    };
  }

  private void open(Sealing state) {
    sealing =
        BatchSealing.open(feed, progress.getSequence() + 1, state, parts.slices(), parts.padding());
  }

  private void write(StepBudget budget, BatchOutput out) {
    if (sealing.step(budget, parts.mostKeys(), out)) {
      finish(sealing.state());
      sealing = null;
    } else {
      keep(progress.toBuilder().setSealing(sealing.state()).build());
    }
  }

  private void finish(Sealing batch) {
    var summary =
        SealedSummary.newBuilder()
            .setSequence(progress.getSequence() + 1)
            .setWindowStartSeconds(batch.getWindowStartSeconds())
            .setWindowEndSeconds(batch.getWindowEndSeconds())
            .setKeys(batch.getKeys())
            .setPadding(batch.getPadding());
    var sealed =
        progress.toBuilder()
            .setSequence(progress.getSequence() + 1)
            .setSealedThroughSeconds(batch.getWindowEndSeconds())
            .clearSealing()
            .addNewest(summary);
    if (sealed.getNewestCount() > NEWEST) {
      sealed.removeNewest(0);
    }
    keep(sealed.build());
    leftovers = batch.getKeys() > 0;
  }

  private void keep(FeedProgress changed) {
    progress = changed;
    parts.progress().put(feed.id().getBytes(StandardCharsets.UTF_8), changed.toByteArray());
  }

  Feed feed() {
    return feed;
  }

  /** Whether a batch is being written, whose chunks are still read. */
  boolean isSealing() {
    return progress.hasSealing();
  }

  /** Up to where its windows are sealed, seconds since the epoch. */
  long sealedThrough() {
    return progress.getSealedThroughSeconds();
  }

  /** Sequence of the newest batch. */
  long sequence() {
    return progress.getSequence();
  }

  /** The newest batches, oldest first. */
  List<SealedBucket> newest() {
    return progress.getNewestList().stream().map(this::bucket).toList();
  }

  private SealedBucket bucket(SealedSummary batch) {
    BatchWindow window = ofEpochSeconds(batch.getWindowStartSeconds(), batch.getWindowEndSeconds());
    Instant start = window.start();
    return new SealedBucket(
        feed.id(), batch.getSequence(), start, window.end(), batch.getKeys(), batch.getPadding());
  }
}
