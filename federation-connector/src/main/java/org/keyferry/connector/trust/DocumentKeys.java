package org.keyferry.connector.trust;

import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerSigningKey;

/**
 * Keys that the peers document has for a peer, as long as it takes each, and those that the peer
 * publishes itself at the address that the document has.
 *
 * @param peer whose they are
 * @param published at that address; empty if the document has none
 */
public record DocumentKeys(Peer peer, Optional<OriginKeys> published, InstantSource clock)
    implements OriginKeys {

  @Override
  public Map<SigningKeyId, ECPublicKey> known() throws IOException {
    Instant now = clock.instant();
    var keys = new HashMap<SigningKeyId, ECPublicKey>();
    if (published.isPresent()) {
      keys.putAll(published.get().known());
    }
    for (PeerSigningKey key : peer.signingKeys()) {
      if (key.validity().contains(now)) {
        keys.put(key.id(), key.publicKey());
      } else {
        keys.remove(key.id());
      }
    }
    return keys;
  }

  @Override
  public boolean askAgain() throws IOException {
    return published.isPresent() && published.get().askAgain();
  }
}
