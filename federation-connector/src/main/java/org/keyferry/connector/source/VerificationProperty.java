package org.keyferry.connector.source;

import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.keyferry.connector.trust.KeyNames;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PullFormat;

/**
 * What the property {@code VerificationKeys} says.
 *
 * @param entries keys as {@code ID-VERSION=FILE}, or one URL of a JWK set
 * @param urls which URLs may be asked
 * @param format of the peer
 */
record VerificationProperty(List<String> entries, PeerUrl urls, PullFormat format) {
  private static final String NAME = SourceProperties.VERIFICATION_KEYS;
  private static final String SCHEME = "://";

  /** Where the keys are published, if they are. */
  Optional<URI> jwks() {
    var given = entries.stream().filter(entry -> entry.contains(SCHEME)).toList();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (entries.size() > 1) {
      throw new ConfigException(NAME, entries, "expected one URL, or keys in files");
    }
    try {
      return Optional.of(urls.document(NAME, given.getFirst()));
    } catch (InvalidPeers e) {
      throw new ConfigException(e.getMessage());
    }
  }

  /** The keys that files hold. */
  Map<SigningKeyId, ECPublicKey> keys() {
    if (!entries.isEmpty() && !format.isSignedFile()) {
      throw new ConfigException(
          NAME, entries, "expected none: batches of " + format.word() + " are no signed files");
    }
    var keys = new HashMap<SigningKeyId, ECPublicKey>();
    for (String entry : entries) {
      if (!entry.contains(SCHEME)) {
        int equals = entry.indexOf('=');
        SigningKeyId id =
            KeyNames.parse(entry.substring(0, Math.max(0, equals)))
                .orElseThrow(() ->
                    new ConfigException(NAME, entry, "expected ID-VERSION=FILE or a URL of https"));
        keys.put(id, publicKey(entry.substring(equals + 1)));
      }
    }
    return keys;
  }

  private static ECPublicKey publicKey(String file) {
    try {
      return SigningKeys.readPublic(Path.of(file));
    } catch (UnusableKeyFile e) {
      throw new ConfigException(NAME + ": " + e.getMessage());
    }
  }
}
