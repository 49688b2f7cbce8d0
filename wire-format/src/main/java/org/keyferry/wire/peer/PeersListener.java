package org.keyferry.wire.peer;

import java.util.Optional;

/** Is told of the document of peers; by one thread, one call after the other. */
public interface PeersListener {
  /**
   * Another document is in effect.
   *
   * @param current empty: none is any more, as the last one expired
   */
  void changed(Optional<PeersDocument> current);

  /** A document was refused; the one before stays in effect. */
  default void refused(PeersRefused why) {}
}
