package org.keyferry.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.testsupport.EmbeddedBroker;
import org.springframework.context.ConfigurableApplicationContext;

/** The real application on a free port, with a real broker of its own. */
public final class RunningGateway implements AutoCloseable {
  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final TestAuthority authority = new TestAuthority();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext application;

  private RunningGateway(Path directory, List<String> settings) {
    var all = new ArrayList<>(required(authority.writePublicKey(directory)));
    all.add("--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers());
    all.addAll(settings);
    application = GatewayApplication.start(all.toArray(String[]::new));
  }

  public static RunningGateway start(Path directory, String... settings) {
    return new RunningGateway(directory, List.of(settings));
  }

  /** What a gateway can't start without, but for the brokers' address. */
  static List<String> required(Path publicKey) {
    String at = "--keyferry.gateway.health-authorities[0].";
    return List.of(
        "--server.port=0",
        "--keyferry.topics.replication-factor=1",
        "--keyferry.gateway.home-region=NL",
        "--keyferry.gateway.listed-regions=DE,BE,GB-SCT,EU",
        at + "id=" + TestAuthority.ID,
        at + "issuer=" + TestAuthority.ISSUER,
        at + "audience=" + TestAuthority.AUDIENCE,
        at + "keys[0].id=" + TestAuthority.KEY_ID,
        at + "keys[0].public-key-file=" + publicKey,
        "--keyferry.gateway.revision-keys[0].id=1",
        "--keyferry.gateway.revision-keys[0].file=" + revisionKey(publicKey.getParent()));
  }

  private static Path revisionKey(Path directory) {
    try {
      return Files.write(directory.resolve("revision.key"), new byte[32]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Draft draft() {
    return Draft.of(authority, Instant.now());
  }

  TestAuthority authority() {
    return authority;
  }

  EmbeddedBroker broker() {
    return broker;
  }

  int port() {
    return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpRequest.Builder post(String json) {
    return request("/v1/publish")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  Answer publish(Draft draft) {
    return send(post(draft.json()));
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer send(HttpRequest.Builder request) {
    return send(client, request);
  }

  static Answer send(HttpClient client, HttpRequest.Builder request) {
    try {
      return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    application.close();
    client.close();
    broker.close();
  }
}
