package org.keyferry.exporter.sign;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.security.auth.login.FailedLoginException;
import org.keyferry.exporter.settings.Pkcs11Token;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;

/**
 * Signs with a key that never leaves a hardware security module, by the JDK's SunPKCS11 provider.
 * Its signatures are random. A session that is lost is opened again by the next signature. For any
 * number of threads.
 */
final class Pkcs11Signer implements KeySigner {
  private final SigningKeyId keyId;
  private final Pkcs11Token token;
  private final Provider provider;
  private final ECPublicKey publicKey;
  private final AtomicReference<PrivateKey> session = new AtomicReference<>();
  private boolean pinRefused;

  private Pkcs11Signer(SigningKeyId keyId, Pkcs11Token token, Provider provider)
      throws IOException {
    this.keyId = keyId;
    this.token = token;
    this.provider = provider;
    this.publicKey = open();
  }

  /**
   * Opens a session and finds the key.
   *
   * @throws UnusableKeyFile if there is no such key, or it is not on P-256
   * @throws SigningFailed if the module can't be used as configured, or refuses the PIN
   * @throws IOException if the module does not answer
   */
  static Pkcs11Signer open(SigningKeyId keyId, Pkcs11Token token) throws IOException {
    try {
      var provider = Security.getProvider("SunPKCS11").configure(configuration(token));
      return new Pkcs11Signer(keyId, token, provider);
    } catch (ProviderException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new SigningFailed(
          new Problem(
              "PKCS#11 library",
              where(token),
              "a library and a slot that the JDK can open",
              reason(e)));
    }
  }

  private static String configuration(Pkcs11Token token) {
    return token.configurationFile() == null
        ? "--name = keyferry\nlibrary = %s\nslot = %d\n".formatted(token.library(), token.slot())
        : token.configurationFile().toString();
  }

  private static String where(Pkcs11Token token) {
    return token.configurationFile() == null
        ? token.library() + ", slot " + token.slot()
        : token.configurationFile().toString();
  }

  /** Logs in and finds the key; a key without certificate is one that the JDK can't find. */
  private synchronized ECPublicKey open() throws IOException {
    if (pinRefused) {
      // A module locks itself after a few wrong ones.
      throw refusedPin();
    }
    try {
      var store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin());
      var key = store.getKey(token.keyLabel(), null);
      if (!(key instanceof PrivateKey found)) {
        throw new UnusableKeyFile(
            new Problem(
                "key " + token.keyLabel(),
                where(token),
                "a private key with a certificate, both under that label",
                "none"));
      }
      var known =
          SigningKeys.publicKey(
              store.getCertificate(token.keyLabel()).getPublicKey(), where(token));
      session.set(found);
      return known;
    } catch (UnusableKeyFile e) {
      throw e;
    } catch (IOException e) {
      pinRefused = causes(e).anyMatch(FailedLoginException.class::isInstance);
      throw pinRefused ? refusedPin() : unavailable(e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw unavailable(e);
    }
  }

  private char[] pin() throws UnusableKeyFile {
    return new SecretFile(token.pinFile(), "PIN").read().toCharArray();
  }

  @Override
  public SigningKeyId keyId() {
    return keyId;
  }

  /** The public key of the certificate in the module. */
  @Override
  public ECPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] sha256) throws IOException {
    PrivateKey key = session();
    try {
      var ecdsa = Signature.getInstance("NONEwithECDSA", provider);
      ecdsa.initSign(key);
      ecdsa.update(sha256);
      return ecdsa.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      session.compareAndSet(key, null);
      throw unavailable(e);
    }
  }

  private synchronized PrivateKey session() throws IOException {
    if (session.get() == null) {
      open();
    }
    return session.get();
  }

  private SignerUnavailable unavailable(Exception cause) {
    return new SignerUnavailable(
        new Problem("signature", where(token), "an answer of the module", reason(cause)), cause);
  }

  private SigningFailed refusedPin() {
    return new SigningFailed(
        new Problem(
            "login",
            where(token),
            "the user PIN in " + token.pinFile(),
            "a refusal; it is not tried again before a restart, as modules lock themselves"));
  }

  /** The last cause: the provider wraps what the library said. */
  private static String reason(Exception failure) {
    return String.valueOf(causes(failure).reduce(failure, (outer, inner) -> inner));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** Never shows the PIN. */
  @Override
  public String toString() {
    return "Pkcs11Signer[" + keyId + "]";
  }
}
