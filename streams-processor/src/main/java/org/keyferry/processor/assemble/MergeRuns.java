package org.keyferry.processor.assemble;

import java.util.Optional;
import java.util.PriorityQueue;
import org.keyferry.processor.assemble.SliceStore.StoredChunk;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.processor.chunk.KeyCursor;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Merges the sorted runs of one window into one ascending sequence. Holds one chunk of each run; no
 * iterator stays open from one step to the next.
 */
final class MergeRuns {
  private final SliceStore store;
  private final PriorityQueue<Run> runs =
      new PriorityQueue<>((one, other) -> one.cursor.compareKey(other.cursor));

  private static final class Run {
    /** Empty for the run of fakes, which is in memory. */
    private Optional<StoredChunk> chunk;

    private KeyCursor cursor;

    Run(Optional<StoredChunk> chunk, KeyCursor cursor) {
      this.chunk = chunk;
      this.cursor = cursor;
    }
  }

  private MergeRuns(SliceStore store) {
    this.store = store;
  }

  /**
   * The keys of the window above a key, and the fakes above it.
   *
   * @param above the last key that is done, empty for none
   * @param fakes ascending; may be empty
   */
  static MergeRuns open(
      SliceStore store, String feed, BatchWindow window, byte[] above, EncodedKeys fakes) {
    var merge = new MergeRuns(store);
    if (!fakes.isEmpty()) {
      merge.add(new Run(Optional.empty(), new KeyCursor(fakes.toByteArray(), 0)), above);
    }
    var first = store.firstRun(feed, window);
    while (first.isPresent()) {
      StoredChunk chunk = first.get();
      if (above.length > 0) {
        chunk = store.lastNotAbove(chunk, above).orElse(chunk);
      }
      merge.add(new Run(Optional.of(chunk), chunk.keys()), above);
      first = store.nextRun(chunk, window);
    }
    return merge;
  }

  private void add(Run run, byte[] above) {
    if (above.length > 0) {
      while (!run.cursor.atEnd() && run.cursor.compareKey(above) <= 0) {
        run.cursor.advance();
      }
    }
    enqueue(run);
  }

  /** Puts the run where its key belongs; a run without a further key is gone. */
  private void enqueue(Run run) {
    if (run.cursor.atEnd()) {
      run.chunk = run.chunk.flatMap(store::next);
      if (run.chunk.isEmpty()) {
        return;
      }
      run.cursor = run.chunk.get().keys();
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

  /** The lowest key is done. */
  void advance() {
    Run run = runs.remove();
    run.cursor.advance();
    enqueue(run);
  }
}
