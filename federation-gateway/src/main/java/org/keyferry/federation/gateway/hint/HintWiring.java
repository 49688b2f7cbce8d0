package org.keyferry.federation.gateway.hint;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.federation.gateway.FederationGatewaySettings;
import org.keyferry.federation.gateway.access.AccessAudit;
import org.keyferry.wire.peer.PeersSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires hints. */
@Configuration(proxyBeanMethods = false)
public class HintWiring {

  @Bean
  HintLog hintLog(KafkaSettings kafka, InstantSource clock) {
    return new HintLog(kafka.clientProperties(), clock);
  }

  @Bean
  HintPace hintPace(FederationGatewaySettings settings, InstantSource clock) {
    return new HintPace(settings.hintsPerMinute(), clock);
  }

  @Bean
  HintEndpoint.Counted hintsCounted(MeterRegistry metrics, InstantSource clock) {
    return new HintEndpoint.Counted(metrics, clock);
  }

  @Bean
  HandlerMapping hintAddress(
      HintLog log,
      HintPace pace,
      AccessAudit audit,
      HintEndpoint.Counted counted,
      Environment environment) {
    var peers = BoundSettings.of(environment, "keyferry.peers", PeersSettings.class);
    return new SimpleUrlHandlerMapping(
        Map.of(HintEndpoint.PATH, new HintEndpoint(log, pace, peers.urls(), audit, counted)));
  }
}
