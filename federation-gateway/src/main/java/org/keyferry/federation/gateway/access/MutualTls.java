package org.keyferry.federation.gateway.access;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfig.CertificateVerification;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/**
 * Has the server speak TLS 1.3 and ask each client for its certificate. A client without any gets
 * as far as {@link PeerFilter}, which tells it so in words: an alert of TLS would not.
 */
final class MutualTls implements TomcatConnectorCustomizer {
  private final ServerTls tls;

  MutualTls(ServerTls tls) {
    this.tls = tls;
  }

  @Override
  public void customize(Connector connector) {
    var host = new SSLHostConfig();
    host.setProtocols("TLSv1.3");
    host.setCertificateVerification(CertificateVerification.OPTIONAL.name());
    var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.DEFAULT_TYPE);
    certificate.setSslContext(tls);
    host.addCertificate(certificate);
    var protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    protocol.setSSLEnabled(true);
    protocol.addSslHostConfig(host);
    connector.setScheme("https");
    connector.setSecure(true);
  }
}
