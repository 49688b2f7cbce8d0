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
  private final WaitForMinimum wait;
  private FeedProgress progress;
  private BatchSealing sealing;
  private boolean leftovers = true;

  /**
   * What all feeds of a task share.
   *
   * @param slices the store of chunks
   * @param progress the store of progress, by feed id
   * @param padding decides the fakes
   * @param keyPartitions how many partitions have to mark
   * @param mostKeys of a chunk
   */
  record AssemblyParts(
      SliceStore slices,
      KeyValueStore<byte[], byte[]> progress,
      WindowPadding padding,
      int keyPartitions,
      int mostKeys) {}

  FeedAssembly(Feed feed, FeedProgress progress, AssemblyParts parts) {
    this.feed = feed;
    this.progress = progress;
    this.parts = parts;
    this.wait = new WaitForMinimum(feed, parts.slices());
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
    keep(marked);
  }

  /** Keeps what the lead tells of its fakes. */
  void accept(ReceivedSlice.Padded range) {
    keep(ToldRounds.add(progress, range));
  }

  /** Keeps the fakes of another feed. */
  void accept(ReceivedSlice.Fakes fakes, BatchOutput out) {
    keep(parts.padding().exchange().take(feed, progress, fakes, out));
  }

  /** Another feed has sealed the fakes of this one. */
  void accept(ReceivedSlice.Taken taken) {
    keep(FakeExchange.taken(progress, taken));
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
      return open(progress.getSealing(), out);
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
        finish(BatchSealing.of(window), out);
        yield true;
      }
      case Filled(var window) -> {
        var grown = wait.grown(window, marked.getAsLong());
        yield grown.isPresent() && plan(grown.get(), budget, out);
      }
    };
  }

  /** Decides the window and its fakes, for good; whether it can be written. */
  private boolean plan(BatchWindow window, StepBudget budget, BatchOutput out) {
    if (!parts.padding().mayPlan(feed, progress, window.end().getEpochSecond())) {
      return false;
    }
    Sealing planned = parts.padding().plan(feed, progress, window, out);
    keep(progress.toBuilder().setSealing(planned).build());
    budget.spend(Math.toIntExact(planned.getPadding()));
    return open(planned, out);
  }

  private boolean open(Sealing planned, BatchOutput out) {
    var exchange = parts.padding().exchange();
    if (exchange.isAwaiting(planned)) {
      return false;
    }
    Sealing state = planned;
    if (planned.getRunToSend() != 0) {
      state = exchange.announceToOthers(feed, planned, progress.getSequence() + 1, out);
      keep(progress.toBuilder().setSealing(state).build());
    }
    sealing = BatchSealing.open(feed, progress.getSequence() + 1, state, parts.slices());
    return true;
  }

  private void write(StepBudget budget, BatchOutput out) {
    if (sealing.step(budget, parts.mostKeys(), out)) {
      finish(sealing.state(), out);
      sealing = null;
    } else {
      keep(progress.toBuilder().setSealing(sealing.state()).build());
    }
  }

  private void finish(Sealing batch, BatchOutput out) {
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
    keep(parts.padding().exchange().sealed(feed, sealed.build(), batch, out));
    leftovers = batch.getKeys() > 0;
  }

  private void keep(FeedProgress changed) {
    if (changed.equals(progress)) {
      return;
    }
    progress = changed;
    parts.progress().put(feed.id().getBytes(StandardCharsets.UTF_8), changed.toByteArray());
  }

  Feed feed() {
    return feed;
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
