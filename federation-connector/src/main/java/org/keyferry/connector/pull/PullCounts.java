package org.keyferry.connector.pull;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What was counted of a feed since this task began to read it. */
public final class PullCounts {
  private final LongAdder batches = new LongAdder();
  private final LongAdder keys = new LongAdder();
  private final LongAdder ownKeys = new LongAdder();
  private final LongAdder refusedKeys = new LongAdder();
  private final LongAdder unprovenKeys = new LongAdder();
  private final LongAdder refusedBatches = new LongAdder();
  private final LongAdder quarantinedBatches = new LongAdder();
  private final LongAdder failedPolls = new LongAdder();
  private final AtomicLong lastAnswer = new AtomicLong();

  void finished(KeyCounts counts, boolean proven) {
    batches.increment();
    keys.add(counts.passedOn());
    ownKeys.add(counts.own());
    refusedKeys.add(counts.refused());
    if (!proven) {
      unprovenKeys.add(counts.passedOn());
    }
  }

  void refusedBatch() {
    refusedBatches.increment();
  }

  void quarantinedBatch() {
    quarantinedBatches.increment();
  }

  void failedPoll() {
    failedPolls.increment();
  }

  void answered(Instant at) {
    lastAnswer.set(at.getEpochSecond());
  }

  /** Batches that were read whole. */
  public long batches() {
    return batches.sum();
  }

  /** Keys that went on. */
  public long keys() {
    return keys.sum();
  }

  /** Keys of our own that were offered back. */
  public long ownKeys() {
    return ownKeys.sum();
  }

  /** Keys that the admission rules refused, or whose origin is not the peer's to state. */
  public long refusedKeys() {
    return refusedKeys.sum();
  }

  /** Keys that went on without a verified signature of their origin. */
  public long unprovenKeys() {
    return unprovenKeys.sum();
  }

  /** Batches that are not what they should be. */
  public long refusedBatches() {
    return refusedBatches.sum();
  }

  /** Batches that were set aside. */
  public long quarantinedBatches() {
    return quarantinedBatches.sum();
  }

  /** Polls without an answer, or with one that breaks a limit. */
  public long failedPolls() {
    return failedPolls.sum();
  }

  /** When the peer last answered, in seconds since the epoch; 0 if it did not yet. */
  public long lastAnswer() {
    return lastAnswer.get();
  }
}
