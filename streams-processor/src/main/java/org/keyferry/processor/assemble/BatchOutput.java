package org.keyferry.processor.assemble;

import org.keyferry.event.v1.SealedBatch;

/** Where the records of sealed batches go. */
interface BatchOutput {
  /** Sends a value of {@code batches.sealed} for the feed. */
  void send(String feed, byte[] value);

  /** Sends a manifest. */
  default void send(SealedBatch manifest) {
    send(manifest.getFeed(), manifest.toByteArray());
  }
}
