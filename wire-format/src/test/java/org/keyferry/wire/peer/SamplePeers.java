package org.keyferry.wire.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.export.SigningKeys;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A document with a backend, two hubs and two clusters, to be changed by tests. */
final class SamplePeers {
  static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  static final PeerUrl URLS = new PeerUrl(false);
  static final PeersReading READING = new PeersReading(URLS);
  static final KeyPair KEY = SigningKeys.generate();
  static final TestAuthority ROOT = TestAuthority.root("who");
  static final String PIN = "00" + "ab".repeat(31);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PEERS =
      """
      {
        "home": {"region": "NL", "cluster": "EU", "vendor": "keyferry"},
        "documentKeys": ["$KEY$"],
        "trustRoots": [{"name": "who", "certificate": "$ROOT$"}],
        "clusters": [
          {"id": "EU", "kind": "public", "trustRoot": "who", "domain": "eu.example"},
          {"id": "AF", "kind": "public", "trustRoot": "who", "domain": "af.example"}
        ],
        "peers": [
          {
            "id": "be.example", "region": "BE", "cluster": "EU", "vendor": "keyferry",
            "pulls": [{"format": "feed", "url": "https://be.example:8443/v1"}],
            "certificates": {"clients": [{"sha256": "$CLIENT$"}], "names": ["be.eu.example"]},
            "signingKeys": [{"id": "206", "version": "v1", "publicKey": "$KEY$"}],
            "reads": ["to-BE"]
          },
          {
            "id": "efgs", "kind": "hub", "vendor": "efgs", "origins": ["DE", "FR"],
            "pulls": [{"format": "efgs", "url": "https://efgs.example/diagnosiskeys/"}],
            "pushes": [
              {"format": "efgs", "url": "https://efgs.example/diagnosiskeys/", "feed": "hub-efgs"}
            ],
            "certificates": {"batchSigners": [{"sha256": "$SIGNER$"}]},
            "validFrom": "2026-12-01T00:00:00Z", "validThru": "2027-12-01T00:00:00Z"
          },
          {
            "id": "interop", "kind": "hub", "vendor": "interop", "origins": ["GB"], "phase": "none",
            "pulls": [
              {"format": "interop", "url": "https://interop.example/", "replication": "partial"}
            ],
            "originProof": "none"
          }
        ],
        "revoked": ["$REVOKED$"]
      }
      """;

  private SamplePeers() {}

  /** The document without version and times, as a tree. */
  static ObjectNode tree() {
    String text =
        PEERS
            .replace("$KEY$", base64(KEY.getPublic().getEncoded()))
            .replace("$ROOT$", base64(ROOT.encoded()))
            .replace("$CLIENT$", PIN)
            .replace("$SIGNER$", "cd".repeat(32))
            .replace("$REVOKED$", "ee".repeat(32));
    return (ObjectNode) JSON.readTree(text);
  }

  /** Part of the tree, such as {@code /peers/0}. */
  static ObjectNode at(ObjectNode tree, String pointer) {
    return (ObjectNode) tree.at(pointer);
  }

  static byte[] bytes(ObjectNode tree) {
    return JSON.writeValueAsBytes(tree);
  }

  static Federation federation() {
    return READING.federation(bytes(tree()));
  }

  /** A document of one year from {@link #NOW} on. */
  static PeersDocument document(long version, Optional<DocumentDigest> previous, Federation says) {
    return new PeersDocument(version, NOW, NOW.plus(Duration.ofDays(365)), previous, says);
  }

  static DocumentKey key(KeyPair pair) {
    return new DocumentKey((ECPublicKey) pair.getPublic());
  }

  static String signed(PeersDocument document, KeyPair pair) {
    return signed(PeersWriting.document(document), pair);
  }

  static String signed(byte[] payload, KeyPair pair) {
    try {
      return PeersSignature.sign(payload, new PairSigner(pair));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same federation, by those keys. */
  static Federation by(Federation federation, KeyPair... pairs) {
    return new Federation(
        federation.home(),
        List.of(pairs).stream().map(SamplePeers::key).toList(),
        federation.trustRoots(),
        federation.clusters(),
        federation.peers(),
        federation.revoked());
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
