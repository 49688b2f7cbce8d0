package org.keyferry.processor.assemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * What fakes are derived from. Whoever knows it can tell fakes from keys. Prints redacted.
 *
 * <p>It must stay the same for as long as batches are served: another secret makes other fakes.
 */
public final class PaddingSecret {
  /** Shortest secret, in bytes. */
  public static final int SHORTEST = 32;

  private static final String SETTING = "keyferry.processor.padding-secret-file";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * Takes a copy of the bytes.
   *
   * @throws InvalidSetting if there are fewer than 32
   */
  public PaddingSecret(byte[] secret) {
    InvalidSetting.unless(
        secret.length >= SHORTEST,
        SETTING,
        "a file of " + SHORTEST + " random bytes or more; head -c 32 /dev/urandom > FILE makes one",
        secret.length + " bytes");
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * Reads the secret.
   *
   * @throws InvalidSetting if the file can't be read or is too short
   */
  public static PaddingSecret read(Path file) {
    try {
      return new PaddingSecret(Files.readAllBytes(file));
    } catch (IOException e) {
      var refused =
          new InvalidSetting(
              new Problem(
                  SETTING,
                  "the settings",
                  "a readable file of random bytes; head -c 32 /dev/urandom > "
                      + file
                      + " makes one",
                  file + ", which can't be read"));
      refused.initCause(e);
      throw refused;
    }
  }

  /** A new HMAC-SHA256 with the secret. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "PaddingSecret[redacted]";
  }
}
