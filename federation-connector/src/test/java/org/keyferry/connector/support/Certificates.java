package org.keyferry.connector.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.export.SigningKeys;

/** An authority that certifies servers on this machine and their clients. */
public final class Certificates {
  /** Of every file with a key. */
  public static final String PASSWORD = "changeit";

  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair keys = SigningKeys.generate();
  private final X509Certificate root;

  public Certificates() {
    root = certificate("CN=Test root", keys, true);
  }

  private X509Certificate certificate(String subject, KeyPair owner, boolean authority) {
    try {
      Instant now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=Test root"),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(Duration.ofDays(30))),
              new X500Name(subject),
              owner.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (!authority) {
        var names =
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            };
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The root in PEM. */
  public Path writeRoot(Path file) throws IOException {
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      pem.writeObject(new PemObject("CERTIFICATE", root.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return Files.writeString(file, text.toString());
  }

  /** A new key with its certificate, as PKCS#12. */
  public Path writeKey(Path file, String name) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      keyStore(name).store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server's certificate, for pinning, and what the server needs. */
  public record Server(
      SSLContext context,
      X509Certificate certificate,
      KeyManagerFactory keys,
      TrustManagerFactory trust) {}

  private KeyStore keyStore(String name) throws GeneralSecurityException, IOException {
    var pair = SigningKeys.generate();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key",
        pair.getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {certificate("CN=" + name, pair, false), root});
    return store;
  }

  /** What a server on this machine needs that asks for certificates of this authority. */
  public Server server() {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      var own = keyStore("localhost");
      factory.init(own, PASSWORD.toCharArray());
      var anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("root", root);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      var context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), trust.getTrustManagers(), null);
      return new Server(context, (X509Certificate) own.getCertificate("key"), factory, trust);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
