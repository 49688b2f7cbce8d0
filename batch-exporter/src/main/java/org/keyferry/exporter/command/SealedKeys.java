package org.keyferry.exporter.command;

import java.io.IOException;
import java.util.Optional;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.CompleteBatch;

/** Where the keys of batches are that were published before. */
public interface SealedKeys extends AutoCloseable {
  /**
   * The batch as it was sealed; empty if its records are no longer there. The caller closes its
   * spool.
   */
  Optional<CompleteBatch> read(PublishedBatch batch) throws IOException;

  @Override
  void close();
}
