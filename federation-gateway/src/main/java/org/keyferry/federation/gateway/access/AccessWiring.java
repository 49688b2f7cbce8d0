package org.keyferry.federation.gateway.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.federation.gateway.GatewaySettings;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersSettings;
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

  @Bean
  AccessAudit accessAudit(MeterRegistry metrics) {
    return new AccessAudit(metrics);
  }

  @Bean
  PeerDocuments peerDocuments(
      Environment environment, GatewaySettings settings, KafkaSettings kafka, InstantSource clock) {
    var peers = BoundSettings.of(environment, "keyferry.peers", PeersSettings.class);
    return PeerDocuments.start(peers.trust(settings.homeRegion()), kafka, clock);
  }

  @Bean
  PeerJudge peerJudge(PeerDocuments documents, InstantSource clock) {
    return new DocumentJudge(documents::current, clock);
  }

  @Bean
  MeterBinder peersDocumentVersion(PeerDocuments documents) {
    return registry ->
        Gauge.builder(
                "keyferry.peers.document.version",
                documents,
                each -> each.current().map(PeersDocument::version).orElse(0L))
            .register(registry);
  }

  @Bean
  TrustedProxies trustedProxies(GatewaySettings settings) {
    return new TrustedProxies(settings.trustedProxies());
  }

  /** For the server of peers alone: that of health and metrics has a factory of its own. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> mutualTls(
      GatewaySettings settings, PeerJudge judge, AccessAudit audit) {
    return factory -> {
      if (settings.certificateFile() != null) {
        var files = new ServerKeyFiles(settings.certificateFile(), settings.privateKeyFile());
        var trust = new PeersTrustManager(judge, audit);
        factory.addConnectorCustomizers(
            new MutualTls(new ServerTls(new RenewedServerKey(files), trust)));
      }
    };
  }

  @Bean
  FilterRegistrationBean<PeerFilter> peerFilter(
      PeerJudge judge, TrustedProxies proxies, AccessAudit audit) {
    var registration = new FilterRegistrationBean<>(new PeerFilter(judge, proxies, audit));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }
}
