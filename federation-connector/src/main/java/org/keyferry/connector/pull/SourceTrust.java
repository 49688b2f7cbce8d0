package org.keyferry.connector.pull;

import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;

/**
 * How a peer is known.
 *
 * @param client what is shown to it
 * @param anchors file with the certificates that its own must end in; empty for those of the Java
 *     runtime
 * @param keys with which it signs batches
 * @param jwks where it tells such keys
 * @param token shown to a hub that asks for one
 * @param proofRequired whether unsigned batches are refused
 * @param document what the peers document says of it, which then goes before anchors and keys
 */
public record SourceTrust(
    Optional<ClientCertificate> client,
    Optional<Path> anchors,
    Map<SigningKeyId, ECPublicKey> keys,
    Optional<URI> jwks,
    Optional<String> token,
    boolean proofRequired,
    Optional<ByDocument> document) {

  /**
   * A peer of the peers document.
   *
   * @param peer itself
   * @param federation the document
   */
  public record ByDocument(Peer peer, Federation federation) {}

  public SourceTrust {
    keys = Map.copyOf(keys);
  }

  /** Whether the document says the same of the peer itself, whatever it says of others. */
  boolean isOfSamePeer(SourceTrust other) {
    return document.isPresent()
        && document.map(ByDocument::peer).equals(other.document.map(ByDocument::peer));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SourceTrust[proofRequired=" + proofRequired + "]";
  }
}
