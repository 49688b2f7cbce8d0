package org.keyferry.processor.assemble;

import java.util.Optional;
import java.util.PriorityQueue;
import org.keyferry.processor.assemble.SliceStore.StoredChunk;
import org.keyferry.processor.chunk.KeyCursor;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Merges the sorted runs of one window into one ascending sequence, and those of revised keys into
 * another behind it. Holds one chunk of each run; no iterator stays open from one step to the next.
 */
final class MergeRuns {
  private final SliceStore store;
  private final PriorityQueue<Run> runs =
      new PriorityQueue<>((one, other) ->
          one.revised == other.revised
              ? one.cursor.compareKey(other.cursor)
              : Boolean.compare(one.revised, other.revised));

  private static final class Run {
    private StoredChunk chunk;
    private final boolean revised;
    private KeyCursor cursor;

    Run(StoredChunk chunk) {
      this.chunk = chunk;
      this.revised = chunk.revised();
      this.cursor = chunk.keys();
    }
  }

  private MergeRuns(SliceStore store) {
    this.store = store;
  }

  /**
   * The keys of the window that are not out yet, and its fakes.
   *
   * @param state how far the batch is written
   */
  static MergeRuns open(SliceStore store, String feed, BatchWindow window, Sealing state) {
    var merge = new MergeRuns(store);
    var first = store.firstRun(feed, window);
    while (first.isPresent()) {
      StoredChunk chunk = first.get();
      if (isWithin(state, chunk.revised())) {
        chunk = store.lastNotAbove(chunk, state.getLastKey().toByteArray()).orElse(chunk);
      }
      merge.add(new Run(chunk), state);
      first = store.nextRun(chunk, window);
    }
    return merge;
  }

  /** Whether the last key that is out is one of the same kind. */
  private static boolean isWithin(Sealing state, boolean revised) {
    return !state.getLastKey().isEmpty() && revised == state.getLastRevised();
  }

  private void add(Run run, Sealing state) {
    if (state.getLastRevised() && !run.revised) {
      return;
    }
    if (isWithin(state, run.revised)) {
      byte[] above = state.getLastKey().toByteArray();
      while (!run.cursor.atEnd() && run.cursor.compareKey(above) <= 0) {
        run.cursor.advance();
      }
    }
    enqueue(run);
  }

  /** Puts the run where its key belongs; a run without a further key is gone. */
  private void enqueue(Run run) {
    if (run.cursor.atEnd()) {
      Optional<StoredChunk> next = store.next(run.chunk);
      if (next.isEmpty()) {
        return;
      }
      run.chunk = next.get();
      run.cursor = run.chunk.keys();
    }
    runs.add(run);
  }

  /** Whether all is done. */
  boolean atEnd() {
    return runs.isEmpty();
  }

  /** Stands on the lowest key that is not done. */
  KeyCursor lowest() {
    return runs.element().cursor;
  }

  /** Whether that key is a revised one. */
  boolean lowestIsRevised() {
    return runs.element().revised;
  }

  /** The lowest key is done. */
  void advance() {
    Run run = runs.remove();
    run.cursor.advance();
    enqueue(run);
  }
}
