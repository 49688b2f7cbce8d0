package org.keyferry.federation.gateway.hub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A backend of another country, by the JDK's own client and keys of OpenSSL. */
final class HubClient implements AutoCloseable {
  private static final char[] NO_PASSWORD = {};

  private final OpenSsl openSsl;
  private final String region;
  private final URI base;
  private final HttpClient client;

  HubClient(OpenSsl openSsl, String region, URI base) {
    this.openSsl = openSsl;
    this.region = region;
    this.base = base;
    this.client = HttpClient.newBuilder().sslContext(tls(openSsl, region, "server")).build();
  }

  String region() {
    return region;
  }

  /** TLS with that certificate, which trusts that other one alone. */
  static SSLContext tls(OpenSsl openSsl, String own, String trusted) {
    try {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(null, NO_PASSWORD);
      keys.setKeyEntry(
          "own", key(openSsl, own), NO_PASSWORD, new Certificate[] {certificate(openSsl, own)});
      var keyManagers = KeyManagerFactory.getInstance("PKIX");
      keyManagers.init(keys, NO_PASSWORD);
      var trust = KeyStore.getInstance("PKCS12");
      trust.load(null, NO_PASSWORD);
      trust.setCertificateEntry("trusted", certificate(openSsl, trusted));
      var trustManagers = TrustManagerFactory.getInstance("PKIX");
      trustManagers.init(trust);
      var tls = SSLContext.getInstance("TLS");
      tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  static X509Certificate certificate(OpenSsl openSsl, String name) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(openSsl.read(name + ".pem")));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static PrivateKey key(OpenSsl openSsl, String name) throws GeneralSecurityException {
    String pem = new String(openSsl.read(name + ".key"), StandardCharsets.US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** Uploads keys to EFGS as protobuf, signed under the country's signing certificate. */
  HttpResponse<byte[]> uploadEfgs(String tag, List<ForeignKey> keys) {
    return send(
        "POST",
        "/efgs/diagnosiskeys/upload",
        ForeignKey.protobuf(keys),
        "Content-Type",
        "application/protobuf; version=1.0",
        "batchTag",
        tag,
        "batchSignature",
        openSsl.sign(region + "-signing", ForeignKey.canonical(keys)));
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(base.resolve(path)).method(method, BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
