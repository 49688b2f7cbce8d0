package org.keyferry.exporter.receive;

import java.io.IOException;
import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.publish.SettledBatches;
import org.keyferry.exporter.record.BatchId;

/** Where complete batches go. */
interface Publishing {

  /** Whether the batch needs nothing more. */
  boolean isSettled(BatchId batch) throws IOException;

  /** Publishes the batch; may be tried again after a failure. */
  void publish(CompleteBatch batch) throws IOException;

  /** Into the store. */
  record IntoStore(SettledBatches settled, BatchPublisher publisher) implements Publishing {
    @Override
    public boolean isSettled(BatchId batch) throws IOException {
      return settled.contains(batch);
    }

    @Override
    public void publish(CompleteBatch batch) throws IOException {
      publisher.publish(batch);
    }
  }
}
