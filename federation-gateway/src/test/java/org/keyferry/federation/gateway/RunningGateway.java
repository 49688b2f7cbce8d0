package org.keyferry.federation.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.springframework.context.ConfigurableApplicationContext;

/** The app as it is started in production, on free ports. */
public final class RunningGateway implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final String scheme;

  private RunningGateway(ConfigurableApplicationContext context, String scheme) {
    this.context = context;
    this.scheme = scheme;
  }

  /** Under mutual TLS, with the certificate in the directory's files. */
  static RunningGateway start(TestBackend backend, Path directory, String... settings) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--keyferry.federation-gateway.certificate-file=" + certificate(directory),
                "--keyferry.federation-gateway.private-key-file=" + key(directory)));
    arguments.addAll(List.of(settings));
    return new RunningGateway(
        FederationGatewayApplication.start(arguments(backend, arguments)), "https");
  }

  /** Behind a proxy that ends TLS. */
  static RunningGateway startPlain(TestBackend backend, String... settings) {
    return new RunningGateway(
        FederationGatewayApplication.start(arguments(backend, List.of(settings))), "http");
  }

  static Path certificate(Path directory) {
    return directory.resolve("server.pem");
  }

  static Path key(Path directory) {
    return directory.resolve("server.key");
  }

  private static String[] arguments(TestBackend backend, List<String> further) {
    var arguments = new ArrayList<>(arguments(backend.broker(), backend.store()));
    arguments.add("--keyferry.peers.document-keys[0]=" + backend.documentKey());
    arguments.addAll(further);
    return arguments.toArray(String[]::new);
  }

  private static List<String> arguments(EmbeddedBroker broker, EmbeddedObjectStore store) {
    return List.of(
        "--server.port=0",
        "--management.server.port=0",
        "--keyferry.federation-gateway.home-region=NL",
        "--keyferry.topics.replication-factor=1",
        "--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "--keyferry.s3.endpoint=" + store.endpoint(),
        "--keyferry.s3.bucket=" + EmbeddedObjectStore.BUCKET,
        "--keyferry.s3.access-key=" + EmbeddedObjectStore.ACCESS_KEY,
        "--keyferry.s3.secret-key=" + EmbeddedObjectStore.SECRET_KEY);
  }

  int port() {
    return port("local.server.port");
  }

  private int port(String name) {
    return context.getEnvironment().getRequiredProperty(name, Integer.class);
  }

  URI uri(String path) {
    return URI.create(scheme + "://127.0.0.1:" + port() + path);
  }

  /** Where operators ask. */
  URI managementUri(String path) {
    return URI.create("http://127.0.0.1:" + port("local.management.port") + path);
  }

  /** What has been counted under the name and tags. */
  double counted(String name, String... tags) {
    return context.getBean(MeterRegistry.class).find(name).tags(tags).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Override
  public void close() {
    context.close();
  }
}
