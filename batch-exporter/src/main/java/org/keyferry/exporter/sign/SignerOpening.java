package org.keyferry.exporter.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.Optional;
import org.keyferry.exporter.settings.KeySource;
import org.keyferry.exporter.settings.PemFile;
import org.keyferry.exporter.settings.Pkcs11Token;
import org.keyferry.exporter.settings.Pkcs12File;
import org.keyferry.exporter.settings.SigningKey;
import org.keyferry.exporter.settings.TransitService;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.Pkcs12Signer;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.VerifiedSigner;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * Opens signing keys, wherever they are kept, and has each sign once.
 *
 * <p>in: {@link SigningKey}; out: signers whose signatures fit the public key that phones know
 */
final class SignerOpening {
  private final InstantSource clock;

  SignerOpening(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Opens the key; one that has ended is only known.
   *
   * @throws InvalidSetting if it can't be used, or signs for another public key than the stated one
   */
  SigningTerm open(SigningKey key) {
    try {
      var keyId = new SigningKeyId(key.id(), key.version());
      var source = key.source();
      if (source.isEmpty()) {
        var known = SigningKeys.readPublic(key.publicKeyFile());
        return new SigningTerm(keyId, known, Optional.empty(), key.from(), key.thru(), false);
      }
      var signer = opened(keyId, key, source.get());
      signer.sign(probe());
      return new SigningTerm(
          keyId, signer.publicKey(), Optional.of(signer), key.from(), key.thru(), false);
    } catch (IOException | IllegalArgumentException e) {
      String known =
          key.publicKeyFile() == null
              ? ""
              : " for the public key in "
                  + key.publicKeyFile()
                  + " (public-key-file is what phones know, the source the private key to it)";
      throw new InvalidSetting(
          new Problem(
              "keyferry.exporter.signing-keys[" + key.id() + "]",
              "the settings",
              "a key that can sign now" + known,
              e.getMessage()));
    }
  }

  private KeySigner opened(SigningKeyId keyId, SigningKey key, KeySource source)
      throws IOException {
    Optional<ECPublicKey> stated =
        key.publicKeyFile() == null
            ? Optional.empty()
            : Optional.of(SigningKeys.readPublic(key.publicKeyFile()));
    var patience = new Patience(key.patience());
    KeySigner signer = patience.ask(() -> opened(keyId, source, stated));
    return new VerifiedSigner(
        keyId, stated.orElseGet(signer::publicKey), new PatientSigner(signer, patience));
  }

  private KeySigner opened(SigningKeyId keyId, KeySource source, Optional<ECPublicKey> stated)
      throws IOException {
    return switch (source) {
      case PemFile pem -> PemSigner.read(keyId, pem.file());
      case Pkcs12File file -> Pkcs12Signer.read(keyId, file.file(), file.alias(), password(file));
      case Pkcs11Token token -> Pkcs11Signer.open(keyId, token);
      case TransitService service ->
          stated.isPresent()
              ? TransitSigner.of(keyId, service, stated.get(), clock)
              : TransitSigner.open(keyId, service, clock);
    };
  }

  private static char[] password(Pkcs12File file) throws IOException {
    return new SecretFile(file.passwordFile(), "password").read().toCharArray();
  }

  /** Nothing that could be taken for the digest of an export file. */
  private static byte[] probe() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest("does this key sign?".getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
