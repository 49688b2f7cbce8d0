package org.keyferry.connector.screen;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** How batches of one format of one peer are read. */
public interface BatchContent {

  /**
   * Reads a batch and decides whether it is of its format and its origin.
   *
   * @param bytes read to its end, not closed
   * @param name for errors
   * @param keys takes each key in order, which says nothing until this returns
   * @throws BatchRefused if it is not
   * @throws IOException if bytes or verification keys can't be read now
   */
  BatchFacts read(InputStream bytes, String name, Keys keys) throws IOException, BatchRefused;

  /**
   * The same for a batch whose signature was verified before.
   *
   * @param proof what was kept with it that proves its origin
   */
  BatchContent verifiedBefore(Optional<byte[]> proof);

  /** Takes the keys of a batch in its order. */
  @FunctionalInterface
  interface Keys {
    /** One key, of any shape. */
    void key(PeerKey key);
  }
}
