package org.keyferry.connector.trust;

import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.keyferry.wire.export.SigningKeyId;

/** Keys that were handed over, and are told by settings or the peers document. */
public record PinnedKeys(Map<SigningKeyId, ECPublicKey> known) implements OriginKeys {

  public PinnedKeys {
    known = Map.copyOf(known);
  }
}
