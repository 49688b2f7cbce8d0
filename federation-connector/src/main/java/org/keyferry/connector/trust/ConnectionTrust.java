package org.keyferry.connector.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.keyferry.wire.Problem;

/**
 * How a connection to a peer is secured: whose certificate is accepted, and which one is shown.
 *
 * @param context makes the sockets
 * @param trustManager judges the peer
 */
public record ConnectionTrust(SSLContext context, X509TrustManager trustManager) {

  /**
   * Of files.
   *
   * @param anchors certificates in PEM that the peer's chain must end in; empty for those of the
   *     Java runtime
   * @param client what is shown to the peer; empty for nothing
   * @throws UnusableCertificate if a file can't be used
   */
  public static ConnectionTrust of(Optional<Path> anchors, Optional<ClientCertificate> client) {
    return of(
        anchors.map(ConnectionTrust::trusting).orElseGet(() -> trustManager(null)),
        client.map(ClientCertificate::keyManagers).orElse(null));
  }

  /**
   * Of a judge of its own.
   *
   * @param client what is shown to the peer ({@link ClientKeys}); empty for nothing
   */
  public static ConnectionTrust of(X509TrustManager trust, Optional<KeyManager[]> client) {
    return of(trust, client.orElse(null));
  }

  private static ConnectionTrust of(X509TrustManager trust, KeyManager[] keys) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return new ConnectionTrust(context, trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static X509TrustManager trusting(Path anchors) {
    try (InputStream pem = Files.newInputStream(anchors)) {
      var store = emptyStore();
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry(String.valueOf(number++), certificate);
      }
      if (number == 0) {
        throw unusable(anchors, "none");
      }
      return trustManager(store);
    } catch (IOException e) {
      throw unusable(anchors, "a file that can't be read");
    } catch (GeneralSecurityException e) {
      throw unusable(anchors, "something else");
    }
  }

  private static UnusableCertificate unusable(Path anchors, String actual) {
    return new UnusableCertificate(
        new Problem("certificates", anchors.toString(), "one or more in PEM", actual));
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static X509TrustManager trustManager(KeyStore anchors) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(anchors);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK judges certificates", e);
    }
  }

  /**
   * A private key with its certificate.
   *
   * @param file PKCS#12
   * @param password of the file
   */
  public record ClientCertificate(Path file, String password) {

    KeyManager[] keyManagers() {
      char[] secret = password.toCharArray();
      try (InputStream in = Files.newInputStream(file)) {
        var store = KeyStore.getInstance("PKCS12");
        store.load(in, secret);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, secret);
        if (store.size() == 0) {
          throw unusableFile("an empty file");
        }
        return factory.getKeyManagers();
      } catch (IOException e) {
        throw unusableFile("a file that can't be read with the password");
      } catch (GeneralSecurityException e) {
        throw unusableFile("a file without a usable key");
      }
    }

    private UnusableCertificate unusableFile(String actual) {
      return new UnusableCertificate(
          new Problem(
              "client certificate", file.toString(), "PKCS#12 with a key and its chain", actual));
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "ClientCertificate[" + file + "]";
    }
  }
}
