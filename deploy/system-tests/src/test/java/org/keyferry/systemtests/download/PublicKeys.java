package org.keyferry.systemtests.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Public keys as PEM files hold them. */
public final class PublicKeys {
  private PublicKeys() {}

  /** The P-256 key in a file of {@code BEGIN PUBLIC KEY}. */
  public static PublicKey read(Path pem) {
    try {
      String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no public key in " + pem, e);
    }
  }
}
