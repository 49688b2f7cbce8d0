package org.keyferry.origin;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.origin.address.Addresses;
import org.keyferry.origin.answer.AnswerHeaders;
import org.keyferry.origin.answer.Answers;
import org.keyferry.origin.kept.KeptObjects;
import org.keyferry.origin.list.Listings;
import org.keyferry.origin.page.Description;
import org.keyferry.origin.page.RootPage;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
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
  StoreHealth objectStoreHealthIndicator(KeptObjects objects, FailureLog failures) {
    return new StoreHealth(objects, failures);
  }

  @Bean
  KeptObjects keptObjects(ObjectStore store, OriginSettings settings, InstantSource clock) {
    var cache = settings.cache().checkedWithin(settings.indexMaxAge());
    return new KeptObjects(store, cache, clock, Ticker.systemTicker());
  }

  @Bean
  AnswerHeaders answerHeaders(OriginSettings settings) {
    return new AnswerHeaders(settings);
  }

  @Bean
  Finder finder(
      KeptObjects objects, OriginSettings settings, InstantSource clock, FailureLog failures) {
    var listings = new Listings(objects);
    return new Finder(
        objects,
        listings,
        new Description(clock),
        new RootPage(
            listings,
            Optional.ofNullable(settings.homeFeed()),
            Optional.ofNullable(settings.publicUrl()),
            clock,
            failures::note),
        settings.indexMaxAge());
  }

  @Bean
  PublicObjects publicObjects(
      OriginSettings settings,
      Finder finder,
      Answers answers,
      AnswerHeaders headers,
      OriginWatch watch) {
    return new PublicObjects(
        new Addresses(Optional.ofNullable(settings.homeFeed())), finder, answers, headers, watch);
  }

  @Bean
  Answers answers(KeptObjects objects, AnswerHeaders headers, OriginSettings settings) {
    return new Answers(objects, headers, settings.mostRanges());
  }

  @Bean
  OriginWatch watch(FailureLog failures, MeterRegistry registry) {
    return new OriginWatch(failures, new OriginMetrics(registry));
  }

  @Bean
  ClientShares shares(OriginSettings settings) {
    return new ClientShares(settings.mostAtOnce());
  }

  @Bean
  JettyServerCustomizer server(
      PublicObjects objects, ClientShares shares, OriginSettings settings, AnswerHeaders headers) {
    return new OriginServer(objects, shares, settings, headers);
  }

  @Bean
  LastAnswers lastAnswers(ServletWebServerApplicationContext context, ClientShares shares) {
    return new LastAnswers(
        () -> ((JettyWebServer) context.getWebServer()).getServer().getConnectors(), shares);
  }

  /** Addresses that look like the actuator's and are not. */
  @Bean
  HandlerMapping everyOtherAddress() {
    HttpRequestHandler nothing = (_, response) -> refuse(response);
    var mapping = new SimpleUrlHandlerMapping(Map.of("/**", nothing));
    // A browser's preflight is an OPTIONS request like any other.
    mapping.setCorsProcessor((_, _, response) -> {
      refuse(response);
      return false;
    });
    return mapping;
  }

  private static void refuse(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.setContentLength(0);
  }
}
