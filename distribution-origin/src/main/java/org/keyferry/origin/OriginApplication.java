package org.keyferry.origin;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * The server that a CDN pulls from. Its credentials need to read and list {@code public/}, and
 * nothing else.
 *
 * <p>in: {@code public/} in the object store; out: HTTP on port 8081
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class OriginApplication {

  /** Starts it and leaves it running. */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts it, with settings as {@code --name=value}; closing the context stops it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(OriginApplication.class)
        .properties(Map.of("spring.config.name", "distribution-origin"))
        .run(args);
  }

  @Bean
  OriginSettings settings(Environment environment) {
    return BoundSettings.of(environment, "keyferry.origin", OriginSettings.class);
  }

  @Bean
  S3Connection connection(Environment environment) {
    return S3Connection.open(BoundSettings.of(environment, "keyferry.s3", S3Settings.class));
  }

  @Bean
  ObjectStore store(S3Connection connection) {
    return connection.objects();
  }

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  FailureLog failures(InstantSource clock) {
    return new FailureLog(clock);
  }

  @Bean
  StoreHealth objectStoreHealthIndicator(ObjectStore store, FailureLog failures) {
    return new StoreHealth(store, failures);
  }

  @Bean
  PublicObjects publicObjects(
      ObjectStore store, OriginSettings settings, FailureLog failures, InstantSource clock) {
    return new PublicObjects(store, new AnswerHeaders(settings, clock), failures);
  }

  /** Every address that is not the actuator's; it decides itself what is public. */
  @Bean
  HandlerMapping everyAddress(PublicObjects publicObjects) {
    var mapping = new SimpleUrlHandlerMapping(Map.of("/**", publicObjects));
    // A browser's preflight is an OPTIONS request like any other.
    mapping.setCorsProcessor((_, request, response) -> {
      publicObjects.handleRequest(request, response);
      return false;
    });
    return mapping;
  }
}
