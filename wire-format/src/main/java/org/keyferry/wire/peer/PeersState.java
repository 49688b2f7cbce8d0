package org.keyferry.wire.peer;

import java.util.Optional;

/**
 * What a reader of documents knows.
 *
 * @param last the version that was taken last, expired or not
 * @param current the document that is in effect
 * @param refused the refusal since the start that came last
 * @param trouble why the brokers can't be read; empty: they can
 */
public record PeersState(
    Optional<SeenDocument> last,
    Optional<PeersDocument> current,
    Optional<PeersRefused> refused,
    Optional<String> trouble) {

  static final PeersState UNREAD =
      new PeersState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  PeersState with(Optional<SeenDocument> newLast, Optional<PeersDocument> newCurrent) {
    return new PeersState(newLast, newCurrent, refused, Optional.empty());
  }

  PeersState with(PeersRefused why) {
    return new PeersState(last, current, Optional.of(why), trouble);
  }

  PeersState troubled(Exception cause) {
    return new PeersState(last, current, refused, Optional.of(String.valueOf(cause.getMessage())));
  }
}
