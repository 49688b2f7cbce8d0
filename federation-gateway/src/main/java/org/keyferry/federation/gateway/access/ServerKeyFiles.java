package org.keyferry.federation.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The files with which the server shows who it is.
 *
 * <p>in: PEM files; out: {@link ServerKey}
 *
 * @param certificate PEM: the server's certificate, then those between it and its root
 * @param privateKey PEM: its private key, without a password
 */
record ServerKeyFiles(Path certificate, Path privateKey) {

  /**
   * When the files were written; other times mean other content.
   *
   * @param certificate of the certificate's
   * @param privateKey of the key's
   */
  record Written(FileTime certificate, FileTime privateKey) {}

  /** When they were written. */
  Written written() throws IOException {
    return new Written(
        Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(privateKey));
  }

  /**
   * What the files hold.
   *
   * @throws InvalidSetting if they can't be read, or don't belong together
   */
  ServerKey read() {
    var read = new ServerKey(readKey(), readChain());
    try {
      if (read.isPair()) {
        return read;
      }
    } catch (GeneralSecurityException e) {
      throw wrongKey("the key of the certificate", e.getClass().getSimpleName());
    }
    throw wrongKey("the key of the certificate", "another one's");
  }

  private List<X509Certificate> readChain() {
    var chain = new ArrayList<X509Certificate>();
    try (var parser = new PEMParser(Files.newBufferedReader(certificate))) {
      var converter = new JcaX509CertificateConverter();
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof X509CertificateHolder holder) {
          chain.add(converter.getCertificate(holder));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw wrongCertificate(e.getClass().getSimpleName());
    }
    if (chain.isEmpty()) {
      throw wrongCertificate("none");
    }
    return chain;
  }

  private PrivateKey readKey() {
    try (var parser = new PEMParser(Files.newBufferedReader(privateKey))) {
      var converter = new JcaPEMKeyConverter();
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        if (next instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
    } catch (IOException e) {
      throw wrongKey("a readable PEM file with a private key", e.getClass().getSimpleName());
    }
    throw wrongKey("a PEM file with a private key that has no password", "none");
  }

  private InvalidSetting wrongCertificate(String actual) {
    return refused(
        "certificate-file",
        certificate,
        "a readable PEM file with the server's certificate",
        actual);
  }

  private InvalidSetting wrongKey(String expected, String actual) {
    return refused("private-key-file", privateKey, expected, actual);
  }

  private static InvalidSetting refused(String setting, Path file, String expected, String actual) {
    return new InvalidSetting(
        new Problem("keyferry.federation-gateway." + setting, file.toString(), expected, actual));
  }
}
