package org.keyferry.local.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;

/**
 * Certificates and a signing key that a peer is to have.
 *
 * @param certificates by their use
 * @param signingKey with which it signs export files
 */
public record KeyMaterial(
    Map<CertificateUse, Thumbprint> certificates, Optional<PeerSigningKey> signingKey) {

  public KeyMaterial {
    certificates = Map.copyOf(certificates);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return certificates.isEmpty() && signingKey.isEmpty();
  }

  /**
   * Reads PEM files.
   *
   * @param certificates files by use
   * @param signingKey {@code ID/VERSION=FILE}, or nothing
   * @throws CommandFailure if one of them is no such thing
   */
  public static KeyMaterial read(Map<CertificateUse, Path> certificates, String signingKey)
      throws IOException {
    var thumbprints = new EnumMap<CertificateUse, Thumbprint>(CertificateUse.class);
    for (var each : certificates.entrySet()) {
      thumbprints.put(each.getKey(), Thumbprint.of(certificate(each.getValue())));
    }
    return new KeyMaterial(
        thumbprints, signingKey == null ? Optional.empty() : Optional.of(signingKey(signingKey)));
  }

  /** The first certificate of a PEM file. */
  private static X509Certificate certificate(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
    } catch (CertificateException e) {
      throw new CommandFailure(
          new Problem("certificate", file.toString(), "one in PEM or DER", "something else"), e);
    }
  }

  private static PeerSigningKey signingKey(String text) throws IOException {
    int slash = text.indexOf('/');
    int equals = text.indexOf('=', slash + 1);
    if (slash < 1 || equals < 0) {
      throw new CommandFailure(
          new Problem("--signing-key", "the command", "ID/VERSION=FILE", text));
    }
    try {
      var id = new SigningKeyId(text.substring(0, slash), text.substring(slash + 1, equals));
      var file = Path.of(text.substring(equals + 1));
      return new PeerSigningKey(id, SigningKeys.readPublic(file), Validity.ALWAYS);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          new Problem("--signing-key", "the command", "ID/VERSION=FILE", text), e);
    }
  }

  /** All uses that have a certificate. */
  public List<CertificateUse> uses() {
    return certificates.keySet().stream().sorted().toList();
  }
}
