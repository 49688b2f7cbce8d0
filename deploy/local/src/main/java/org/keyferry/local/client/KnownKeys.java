package org.keyferry.local.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.client.trust.TrustedKeys;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

/** Public keys of a file, which an app would bring along. */
public final class KnownKeys {
  private KnownKeys() {}

  /**
   * Reads a JWK set, or one key in PEM, which tells no name.
   *
   * @param nameOfPem by which documents call the key
   */
  public static Map<SigningKeyId, ECPublicKey> read(Path file, SigningKeyId nameOfPem)
      throws IOException {
    String text = Files.readString(file);
    if (!text.stripLeading().startsWith("{")) {
      return Map.of(nameOfPem, SigningKeys.readPublic(file));
    }
    try {
      var keys = TrustedKeys.parse(text, file.toString());
      if (keys.isEmpty()) {
        throw new CommandFailure(
            new Problem("keys", file.toString(), "one on P-256 with a kid ID-VERSION", "none"));
      }
      return keys;
    } catch (AttackDetected e) {
      throw new CommandFailure(e.problem(), e);
    }
  }
}
