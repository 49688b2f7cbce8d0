package org.keyferry.processor.assemble;

import static org.keyferry.wire.feed.BatchWindow.ofEpochSeconds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.processor.assemble.NextWindow.Empty;
import org.keyferry.processor.assemble.NextWindow.Filled;
import org.keyferry.processor.assemble.NextWindow.NotYet;
import org.keyferry.processor.observe.SealedBucket;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.SealedSummary;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedTerm;
import org.keyferry.wire.feed.PlanTimeline;

/**
 * One feed on its way from marked ranges to sealed batches.
 *
 * <p>in: chunks, marks and commands of the feed; out: values of {@code batches.sealed}, in bounded
 * steps
 */
final class FeedAssembly {
  private static final int NEWEST = 20;

  private final String feed;
  private final AssemblyParts parts;
  private FeedProgress progress;
  private BatchSealing sealing;
  private boolean leftovers = true;

  /**
   * What all feeds of a task share.
   *
   * @param slices the store of chunks
   * @param progress the store of progress, by feed id
   * @param plan the feeds, through time
   * @param padding decides the fakes
   * @param manifests what manifests say of the feeds
   * @param keyPartitions how many partitions have to mark
   * @param mostKeys of a chunk
   */
  record AssemblyParts(
      SliceStore slices,
      KeyValueStore<byte[], byte[]> progress,
      LivePlan plan,
      WindowPadding padding,
      Manifests manifests,
      int keyPartitions,
      int mostKeys) {}

  FeedAssembly(String feed, FeedProgress progress, AssemblyParts parts) {
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
      marked = Marks.begin(marked, at -> termAt(at).feed().bucket().toSeconds());
    }
    keep(marked);
  }

  /** Keeps what the lead tells of its fakes. */
  void accept(ReceivedSlice.Padded range) {
    keep(ToldRounds.add(progress, range));
  }

  /** Keeps the fakes of another feed. */
  void accept(ReceivedSlice.Fakes fakes, BatchOutput out) {
    Feed taker = termAt(fakes.windowEnd() - 1).feed();
    keep(parts.padding().exchange().take(taker, progress, fakes, out));
  }

  /** Another feed has sealed the fakes of this one. */
  void accept(ReceivedSlice.Taken taken) {
    keep(FakeExchange.taken(progress, taken));
  }

  /** Takes a command, whose turn comes between two batches; what is wrong with it, if anything. */
  Optional<Problem> accept(FeedCommand command) {
    var problem = FeedCommands.problem(progress, command);
    keep(problem.isEmpty() ? FeedCommands.take(progress, command) : progress);
    return problem;
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
      int removed = parts.slices().removeBefore(feed, progress.getSealedThroughSeconds(), most);
      budget.spend(removed);
      leftovers = removed == most;
    }
  }

  /** Turns to the next window; whether there is one. */
  private boolean begin(StepBudget budget, BatchOutput out) {
    if (progress.hasSealing()) {
      return open(progress.getSealing(), out);
    }
    if (FeedCommands.isAnyWaiting(progress)) {
      Feed last = termAt(sealedThrough() - 1).feed();
      out.send(BatchSealing.command(last, progress, parts.manifests()));
      budget.spend(1);
      keep(FeedCommands.number(progress));
      return true;
    }
    OptionalLong marked = Marks.through(progress, parts.keyPartitions());
    if (marked.isEmpty()) {
      return false;
    }
    return switch (next(marked.getAsLong())) {
      case NotYet() -> false;
      case Empty(var window) -> {
        Feed then = termAt(window.start().getEpochSecond()).feed();
        out.send(BatchSealing.empty(then, nextNumber(), window, parts.manifests()));
        budget.spend(1);
        finish(BatchSealing.of(window), out);
        yield true;
      }
      case Filled(var window) -> {
        var grown = grown(window, marked.getAsLong());
        yield grown.isPresent() && plan(grown.get(), budget, out);
      }
    };
  }

  /** Windows don't reach over the end of the feed's term, and are empty where it has none. */
  private NextWindow next(long marked) {
    long sealed = progress.getSealedThroughSeconds();
    Optional<FeedTerm> term = timeline().term(feed, sealed);
    if (term.isEmpty()) {
      return timeline()
          .nextTerm(feed, sealed)
          .filter(back -> back.from() <= marked)
          .<NextWindow>map(back -> new Empty(ofEpochSeconds(sealed, back.from())))
          .orElseGet(NotYet::new);
    }
    long complete = Math.min(marked, term.get().until());
    OptionalLong firstGrain = parts.slices().firstGrain(feed, sealed, complete);
    return NextWindow.after(sealed, complete, term.get().feed().bucket().toSeconds(), firstGrain);
  }

  private PlanTimeline timeline() {
    return parts.plan().timeline();
  }

  /** The feed as it was then, or else as it was first afterwards or last before. */
  private FeedTerm termAt(long second) {
    return timeline()
        .term(feed, second)
        .or(() -> timeline().nextTerm(feed, second))
        .or(() -> timeline().lastTerm(feed))
        .orElseThrow();
  }

  private Optional<BatchWindow> grown(BatchWindow window, long marked) {
    FeedTerm term = termAt(window.start().getEpochSecond());
    return new WaitForMinimum(term.feed(), parts.slices()).grown(window, marked, term.until());
  }

  /** Decides the window and its fakes, for good; whether it can be written. */
  private boolean plan(BatchWindow window, StepBudget budget, BatchOutput out) {
    Feed described = termAt(window.start().getEpochSecond()).feed();
    if (!parts.padding().mayPlan(described, progress, window.end().getEpochSecond())) {
      return false;
    }
    Sealing planned = parts.padding().plan(described, progress, window, out);
    keep(progress.toBuilder().setSealing(planned).build());
    budget.spend(Math.toIntExact(planned.getPadding()));
    return open(planned, out);
  }

  private boolean open(Sealing planned, BatchOutput out) {
    var exchange = parts.padding().exchange();
    if (exchange.isAwaiting(feed, planned, Marks.through(progress, parts.keyPartitions()))) {
      return false;
    }
    Feed described = termAt(planned.getWindowStartSeconds()).feed();
    Sealing state = planned;
    if (planned.getRunToSend() != 0) {
      state = exchange.announceToOthers(described, planned, nextNumber(), out);
      keep(progress.toBuilder().setSealing(state).build());
    }
    sealing = BatchSealing.open(described, nextNumber(), state, parts);
    return true;
  }

  private long nextNumber() {
    return progress.getSequence() + 1;
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
            .setSequence(nextNumber())
            .setWindowStartSeconds(batch.getWindowStartSeconds())
            .setWindowEndSeconds(batch.getWindowEndSeconds())
            .setKeys(batch.getKeys())
            .setPadding(batch.getPadding());
    var sealed =
        progress.toBuilder()
            .setSequence(nextNumber())
            .setSealedThroughSeconds(batch.getWindowEndSeconds())
            .clearSealing()
            .addNewest(summary);
    if (sealed.getNewestCount() > NEWEST) {
      sealed.removeNewest(0);
    }
    Feed described = termAt(batch.getWindowStartSeconds()).feed();
    keep(parts.padding().exchange().sealed(described, sealed.build(), batch, out));
    leftovers = batch.getKeys() > 0;
  }

  private void keep(FeedProgress changed) {
    if (changed.equals(progress)) {
      return;
    }
    progress = changed;
    parts.progress().put(feed.getBytes(StandardCharsets.UTF_8), changed.toByteArray());
  }

  /** The feed's id. */
  String feed() {
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
    var start = Instant.ofEpochSecond(batch.getWindowStartSeconds());
    var end = Instant.ofEpochSecond(batch.getWindowEndSeconds());
    return new SealedBucket(
        feed, batch.getSequence(), start, end, batch.getKeys(), batch.getPadding());
  }
}
