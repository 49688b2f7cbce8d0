package org.keyferry.wire.peer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.key.Region;

/**
 * What decides the place of a document among the versions, and nothing else: every build reads it
 * alike for ever, whatever it thinks of the rest.
 *
 * @param version 1 or more
 * @param issuedAt when it was signed
 * @param expiresAt it is not in effect at it or after
 * @param previous digest of the version before; empty: there is none, or the chain begins anew
 * @param home whose document it is
 * @param documentKeys who may sign the next version; one at least
 */
public record PeersEnvelope(
    long version,
    Instant issuedAt,
    Instant expiresAt,
    Optional<DocumentDigest> previous,
    Region home,
    List<DocumentKey> documentKeys) {

  /**
   * @throws InvalidPeers if the version is no version, or nobody may sign the next
   */
  public PeersEnvelope {
    documentKeys = List.copyOf(documentKeys);
    InvalidPeers.unless(version >= 1, "version", "1 or more", version);
    InvalidPeers.unless(!documentKeys.isEmpty(), "documentKeys", "one at least", "none");
  }

  /**
   * Reads it from a document.
   *
   * @throws InvalidPeers if a member is missing or of another type
   */
  static PeersEnvelope read(byte[] json) {
    var fields = JsonFields.parse(json);
    JsonFields home = fields.part("home");
    return new PeersEnvelope(
        fields.requiredNumber("version"),
        fields.requiredInstant("issuedAt"),
        fields.requiredInstant("expiresAt"),
        fields.text("previous").map(DocumentDigest::new),
        PeerFields.region(home.at("region"), home.requiredText("region")),
        PeerFields.publicKeys(fields, "documentKeys").stream().map(DocumentKey::new).toList());
  }
}
