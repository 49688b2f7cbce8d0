package org.keyferry.federation.gateway.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.peer.PeerDocuments;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.federation.gateway.FederationGatewaySettings;
import org.keyferry.wire.peer.PeersSettings;
import org.keyferry.wire.peer.PeersTrust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Wires who is let in. */
@Configuration(proxyBeanMethods = false)
public class AccessWiring {
  private static final Logger LOG = LoggerFactory.getLogger(AccessWiring.class);

  @Bean
  AccessAudit accessAudit(MeterRegistry metrics, InstantSource clock) {
    return new AccessAudit(metrics, clock);
  }

  @Bean
  DocumentTrust documentTrust(Environment environment, FederationGatewaySettings settings) {
    var peers = BoundSettings.of(environment, "keyferry.peers", PeersSettings.class);
    return new DocumentTrust(peers.trust(settings.homeRegion()));
  }

  /** There where the server itself speaks TLS. */
  @Bean
  @ConditionalOnProperty("keyferry.federation-gateway.certificate-file")
  RenewedServerKey serverKey(FederationGatewaySettings settings) {
    return new RenewedServerKey(
        new ServerKeyFiles(settings.certificateFile(), settings.privateKeyFile()));
  }

  /** Behind all that can be wrong with settings: brokers are asked here. */
  @Bean
  PeerDocuments peerDocuments(
      DocumentTrust trust,
      Optional<RenewedServerKey> judgedBefore,
      TrustedProxies judgedBeforeToo,
      KafkaSettings kafka,
      InstantSource clock) {
    if (trust.trust().isEmpty()) {
      LOG.warn("keyferry.peers.document-keys is not set: there are no peers, nobody is let in");
    }
    return PeerDocuments.start(trust.trust(), kafka, clock);
  }

  @Bean
  PeerJudge peerJudge(PeerDocuments documents, InstantSource clock) {
    return new DocumentJudge(documents::current, clock);
  }

  @Bean
  TrustedProxies trustedProxies(FederationGatewaySettings settings) {
    return new TrustedProxies(settings.trustedProxies());
  }

  /** For the server of peers alone: that of health and metrics has a factory of its own. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> mutualTls(
      Optional<RenewedServerKey> key, PeerJudge judge, AccessAudit audit) {
    var trust = new ClientTrust(judge, audit);
    return factory ->
        key.ifPresent(
            own -> factory.addConnectorCustomizers(new MutualTls(new ServerTls(own, trust))));
  }

  @Bean
  FilterRegistrationBean<PeerFilter> peerFilter(
      PeerJudge judge, TrustedProxies proxies, AccessAudit audit) {
    var registration = new FilterRegistrationBean<>(new PeerFilter(judge, proxies, audit));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  /**
   * Whose peers documents are believed.
   *
   * @param trust empty: nobody's
   */
  record DocumentTrust(Optional<PeersTrust> trust) {}
}
