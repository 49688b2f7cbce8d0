package org.keyferry.processor.admit;

import java.time.Instant;
import java.util.Optional;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.key.Region;

/**
 * Whether a peer may bring a key. Who reads and who takes uploads has asked the same before; here
 * it is asked of all that reaches {@code keys.federated}, whoever wrote it.
 */
@FunctionalInterface
public interface PeerIntake {
  /** Where no peers document is configured: whoever may write to the topic is believed. */
  PeerIntake UNCHECKED = (peer, origin, at) -> Optional.empty();

  /**
   * Judges.
   *
   * @param peer as the record names it
   * @param origin the region whose authority verified the diagnosis, as the peer states it
   * @return why the key is refused; empty: it is not
   */
  Optional<Refusal> refusal(String peer, Region origin, Instant at);

  /**
   * Why a key is refused.
   *
   * @param detail what was expected and what was there
   */
  record Refusal(RejectionReason reason, String detail) {}
}
