package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.chunk.ChunkRecords;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;

/**
 * Writes one batch in bounded steps: sorted chunks, then the manifest. What it needs to go on is in
 * {@link Sealing}; the merge is opened anew from it after a restart.
 *
 * <p>in: the runs of one window; out: values of {@code batches.sealed}
 */
final class BatchSealing {
  private final Feed feed;
  private final SealedManifest described;
  private final SealedBatch envelope;
  private final Sealing.Builder state;
  private final MergeRuns merge;
  private final EncodedKeys chunk = new EncodedKeys();
  private final MessageDigest sha256 = sha256();

  /** Of the keys in the chunk. */
  private boolean revised;

  private BatchSealing(
      Feed feed, SealedManifest described, long sequence, Sealing.Builder state, MergeRuns merge) {
    this.feed = feed;
    this.described = described;
    this.state = state;
    this.merge = merge;
    this.envelope = envelope(feed, sequence, window(state.build()));
  }

  /** Begins with the window, or goes on with it if some of its chunks are out. */
  static BatchSealing open(Feed feed, long sequence, Sealing state, AssemblyParts parts) {
    var merge = MergeRuns.open(parts.slices(), feed.id(), window(state), state);
    return new BatchSealing(
        feed, parts.manifests().of(feed).build(), sequence, state.toBuilder(), merge);
  }

  /** The state of a batch of which nothing is out. */
  static Sealing of(BatchWindow window) {
    return Sealing.newBuilder()
        .setWindowStartSeconds(window.start().getEpochSecond())
        .setWindowEndSeconds(window.end().getEpochSecond())
        .build();
  }

  /** The manifest of a window without a key. */
  static SealedBatch empty(Feed feed, long sequence, BatchWindow window, Manifests manifests) {
    return envelope(feed, sequence, window).toBuilder().setManifest(manifests.of(feed)).build();
  }

  /** The manifest of the oldest command that waits, with the window of the newest batch. */
  static SealedBatch command(Feed feed, FeedProgress progress, Manifests manifests) {
    var newest = progress.getNewest(progress.getNewestCount() - 1);
    var window =
        BatchWindow.ofEpochSeconds(newest.getWindowStartSeconds(), newest.getWindowEndSeconds());
    return envelope(feed, progress.getSequence() + 1, window).toBuilder()
        .setManifest(manifests.of(feed).setCommand(FeedCommands.oldest(progress)))
        .build();
  }

  private static SealedBatch envelope(Feed feed, long sequence, BatchWindow window) {
    return SealedBatch.newBuilder()
        .setFeed(feed.id())
        .setSequence(sequence)
        .setWindowStartSeconds(window.start().getEpochSecond())
        .setWindowEndSeconds(window.end().getEpochSecond())
        .build();
  }

  private static BatchWindow window(Sealing state) {
    return BatchWindow.ofEpochSeconds(state.getWindowStartSeconds(), state.getWindowEndSeconds());
  }

  /**
   * Writes some chunks; whether the manifest is out. Between steps no key is in memory only.
   *
   * @param mostKeys no chunk has more keys, so that a small budget is kept too
   */
  boolean step(StepBudget budget, int mostKeys, BatchOutput out) {
    while (!merge.atEnd()) {
      boolean otherKind = !chunk.isEmpty() && revised != merge.lowestIsRevised();
      if (otherKind || chunk.count() == mostKeys || !chunk.fits(merge.lowest())) {
        sendChunk(out);
        if (budget.exhausted()) {
          return false;
        }
      }
      revised = merge.lowestIsRevised();
      chunk.addFrom(merge.lowest());
      budget.spend(1);
      merge.advance();
    }
    sendChunk(out);
    out.send(manifest());
    return true;
  }

  private void sendChunk(BatchOutput out) {
    byte[] record = ChunkRecords.sealed(envelope, state.getChunkSha256Count(), revised, chunk);
    out.send(feed.id(), record);
    state
        .addChunkSha256(ByteString.copyFrom(sha256.digest(record)))
        .setKeys(state.getKeys() + chunk.count())
        .setRevisedKeys(state.getRevisedKeys() + (revised ? chunk.count() : 0))
        .setLastRevised(revised)
        .setLastKey(ByteString.copyFrom(chunk.lastKey()));
    chunk.clear();
  }

  private SealedBatch manifest() {
    return envelope.toBuilder()
        .setManifest(
            described.toBuilder()
                .setKeys(state.getKeys())
                .setPadding(state.getPadding())
                .setRevisedKeys(state.getRevisedKeys())
                .addAllChunkSha256(state.getChunkSha256List()))
        .build();
  }

  /** What has to be kept to go on after a restart. */
  Sealing state() {
    return state.build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
