package org.keyferry.connector.screen;

import java.util.List;
import org.keyferry.wire.admission.CandidateKey;

/**
 * A key as a peer states it; nothing is checked.
 *
 * @param candidate the key
 * @param origin the region whose authority verified the diagnosis
 * @param interest regions of interest; empty for all of the cluster
 * @param trusted whether it may be taken as far as proof of its origin goes
 */
public record PeerKey(
    CandidateKey candidate, String origin, List<String> interest, boolean trusted) {

  public PeerKey {
    interest = List.copyOf(interest);
  }
}
