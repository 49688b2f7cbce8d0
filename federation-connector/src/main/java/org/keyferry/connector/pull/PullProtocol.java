package org.keyferry.connector.pull;

import java.io.IOException;
import java.nio.file.Path;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchRefused;

/** What differs from format to format: what to ask for next, and how to read what comes. */
public interface PullProtocol {

  /**
   * Asks for the batch after the position.
   *
   * @param body where the bytes of a batch go; replaced
   * @throws BatchRefused if the answer makes no sense
   * @throws IOException if there is no answer
   */
  PullAnswer next(PullPosition position, PeerClient client, Path body)
      throws IOException, BatchRefused;

  /** What is to be remembered of a batch beside its name, once it was read. */
  default PullPosition passed(PullPosition position, String batchId) {
    return position;
  }

  /** How batches are read. */
  BatchContent content();
}
