package org.keyferry.federation.gateway;

import java.util.Map;
import org.keyferry.federation.gateway.access.AccessWiring;
import org.keyferry.federation.gateway.answer.ApiDocument;
import org.keyferry.federation.gateway.answer.OtherAnswers;
import org.keyferry.federation.gateway.archive.ArchiveWiring;
import org.keyferry.federation.gateway.feed.FeedWiring;
import org.keyferry.federation.gateway.hint.HintWiring;
import org.keyferry.federation.gateway.hub.HubWiring;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The server that other backends fetch their feeds from, and through which they exchange keys where
 * it is a hub. Of feeds it reads the object store and the list of what is in it; it holds no
 * signing key.
 *
 * <p>in: {@code batches.published}, {@code peers.documents}, {@code private/} in the object store,
 * uploads, hints; out: {@code hub/} in the object store, {@code keys.federated}, {@code
 * peers.hints}, HTTP under mutual TLS on port 8443; health and metrics on port 8086
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
// In this order: settings are judged before brokers are asked.
@Import({
  OutsideWiring.class,
  AccessWiring.class,
  FeedWiring.class,
  HubWiring.class,
  ArchiveWiring.class,
  HintWiring.class,
  ApiDocument.class,
  OtherAnswers.class
})
public class FederationGatewayApplication {

  /** Starts it and leaves it running. */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts it, with settings as {@code --name=value}; closing the context stops it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(FederationGatewayApplication.class)
        .properties(Map.of("spring.config.name", "federation-gateway"))
        .run(args);
  }
}
