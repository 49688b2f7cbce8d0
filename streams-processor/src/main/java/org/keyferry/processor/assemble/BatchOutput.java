package org.keyferry.processor.assemble;

import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.SealedBatch;

/** Where the records of sealed batches go, and what feeds tell each other. */
interface BatchOutput {
  /** Sends a value of {@code batches.sealed} for the feed. */
  void send(String feed, byte[] value);

  /** Sends what a feed tells another: a value of {@code feeds.slices} for the feed it names. */
  void tell(FeedSlice slice);

  /** Sends a manifest. */
  default void send(SealedBatch manifest) {
    send(manifest.getFeed(), manifest.toByteArray());
  }
}
