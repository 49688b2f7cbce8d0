package org.keyferry.federation.pull;

import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;
import org.keyferry.federation.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.wire.export.SigningKeyId;

/**
 * How a peer is known.
 *
 * @param client what is shown to it
 * @param anchors file with the certificates that its own must end in; empty for those of the Java
 *     runtime
 * @param keys with which it signs batches
 * @param jwks where it tells such keys
 * @param proofRequired whether unsigned batches are refused
 */
public record SourceTrust(
    Optional<ClientCertificate> client,
    Optional<Path> anchors,
    Map<SigningKeyId, ECPublicKey> keys,
    Optional<URI> jwks,
    boolean proofRequired) {

  public SourceTrust {
    keys = Map.copyOf(keys);
  }
}
