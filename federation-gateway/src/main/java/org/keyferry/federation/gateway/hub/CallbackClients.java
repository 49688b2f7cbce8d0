package org.keyferry.federation.gateway.hub;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.util.Timeout;
import org.keyferry.wire.peer.CertificateJudge;
import org.keyferry.wire.peer.CertificateRefused;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.ShownCertificate;

/**
 * Makes clients for callbacks: no redirects, no cookies, 10 s, public addresses alone, and servers
 * whose certificate the peers document has for the backend of the region. That certificate, and not
 * the name in it, says who it is; and ours tells the server who calls.
 */
final class CallbackClients implements CallbackSender.ClientFor {
  private static final Timeout LONGEST = Timeout.ofSeconds(10);

  private final Supplier<Optional<PeersDocument>> documents;
  private final InstantSource clock;
  private final AddressGate gate;
  private final Optional<X509ExtendedKeyManager> own;

  /**
   * @param own what is shown to servers that ask who calls; empty where a proxy has it
   */
  CallbackClients(
      Supplier<Optional<PeersDocument>> documents,
      InstantSource clock,
      AddressGate gate,
      Optional<X509ExtendedKeyManager> own) {
    this.documents = documents;
    this.clock = clock;
    this.gate = gate;
    this.own = own;
  }

  @Override
  public CloseableHttpClient region(String region) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(
                new DefaultClientTlsStrategy(tls(region), NoopHostnameVerifier.INSTANCE))
            .setDnsResolver(gate)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(LONGEST)
                    .setSocketTimeout(LONGEST)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableAutomaticRetries()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(LONGEST)
                .setConnectionRequestTimeout(LONGEST)
                .build())
        .build();
  }

  private SSLContext tls(String region) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          own.map(key -> new KeyManager[] {key}).orElse(null),
          new TrustManager[] {new ServersOf(region)},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** Trusts what the peers document of the moment says of the region's backend. */
  private final class ServersOf implements X509TrustManager {
    private final String region;

    ServersOf(String region) {
      this.region = region;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      PeersDocument document =
          documents.get().orElseThrow(() -> new CertificateException("no peers document"));
      Peer peer =
          document.peers().stream()
              .filter(each -> each.region().filter(of -> of.code().equals(region)).isPresent())
              .findFirst()
              .orElseThrow(() -> new CertificateException("no peer of that region"));
      try {
        new CertificateJudge(document.federation())
            .check(
                peer, new ShownCertificate(List.of(chain), CertificateUse.SERVER), clock.instant());
      } catch (CertificateRefused e) {
        throw new CertificateException(e.problem().toString());
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("no client is expected here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
