package org.keyferry.federation.gateway;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Another backend, by the JDK's own client. Its connections stay open until it is closed. */
public final class PeerClient implements AutoCloseable {
  private static final char[] NO_PASSWORD = {};

  private final RunningGateway gateway;
  private final HttpClient client;

  private PeerClient(RunningGateway gateway, HttpClient client) {
    this.gateway = gateway;
    this.client = client;
  }

  /**
   * A client that trusts the server alone.
   *
   * @param own with which it shows who it is, if it does
   */
  static PeerClient of(
      RunningGateway gateway, X509Certificate server, Optional<TestCertificate> own) {
    return of(gateway, List.of(server), own, "TLSv1.3");
  }

  /** A client that trusts servers with one of the certificates and speaks one version of TLS. */
  static PeerClient of(
      RunningGateway gateway,
      List<X509Certificate> server,
      Optional<TestCertificate> own,
      String protocol) {
    try {
      var tls = SSLContext.getInstance("TLS");
      tls.init(own.isEmpty() ? null : keys(own.get()), trust(server), null);
      var parameters = new SSLParameters();
      parameters.setProtocols(new String[] {protocol});
      return new PeerClient(
          gateway,
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(tls)
              .sslParameters(parameters)
              .build());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A client without TLS. */
  static PeerClient plain(RunningGateway gateway) {
    return new PeerClient(gateway, HttpClient.newHttpClient());
  }

  private static KeyManager[] keys(TestCertificate own)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "own", own.keys().getPrivate(), NO_PASSWORD, own.chain().toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trust(List<X509Certificate> servers)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    for (X509Certificate server : servers) {
      store.setCertificateEntry(server.getSerialNumber().toString(), server);
    }
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  /**
   * A GET, with headers as name, value, name, value.
   *
   * @throws IOException if the connection is refused
   */
  HttpResponse<byte[]> get(String path, String... headers) throws IOException {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException {
    var request = HttpRequest.newBuilder(gateway.uri(path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** A POST of JSON. */
  HttpResponse<byte[]> post(String path, String json) throws IOException {
    return send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
