package org.keyferry.wire.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/**
 * Signs with a private key from a PKCS#12 file ({@code .p12}). Nonces are those of RFC 6979, so
 * equal content has equal signatures. For any number of threads.
 */
public final class Pkcs12Signer extends FileKeySigner {
  private static final String EXPECTED = "a PKCS#12 file that the password opens";

  private Pkcs12Signer(SigningKeyId keyId, ECPrivateKeyParameters key) {
    super(keyId, key);
  }

  /**
   * Reads a private key.
   *
   * @param keyId the name under which phones know the public key
   * @param file PKCS#12 with an entry for a key on P-256
   * @param alias of that entry; upper and lower case are the same
   * @param password of the file and of the key
   * @throws UnusableKeyFile if the file can't be read or opened, or holds no such key
   */
  public static Pkcs12Signer read(SigningKeyId keyId, Path file, String alias, char[] password)
      throws UnusableKeyFile {
    String expected = "a private key on P-256 under the alias " + alias;
    if (!(entry(file, alias, password) instanceof PrivateKey key)) {
      throw SigningKeys.unusable(file, expected, "no private key under that alias");
    }
    var info = PrivateKeyInfo.getInstance(key.getEncoded());
    SigningKeys.requireP256(file, expected, info.getPrivateKeyAlgorithm());
    return new Pkcs12Signer(keyId, SigningKeys.privateNumber(info, file));
  }

  private static Key entry(Path file, String alias, char[] password) throws UnusableKeyFile {
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
    } catch (NoSuchFileException e) {
      throw SigningKeys.unusable(file, EXPECTED, "no such file");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Without the cause: its text could hold parts of what is secret.
      throw SigningKeys.unusable(file, EXPECTED, defect(e));
    }
  }

  private static String defect(Exception e) {
    return e instanceof UnrecoverableKeyException
            || e.getCause() instanceof UnrecoverableKeyException
        ? "another password"
        : "a file that can't be read, or of another kind";
  }
}
