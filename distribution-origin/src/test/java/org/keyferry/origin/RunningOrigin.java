package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.springframework.context.ConfigurableApplicationContext;

/** The app as it is started in production, on a free port, and a client that asks it. */
final class RunningOrigin implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningOrigin(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningOrigin start(EmbeddedObjectStore store, String... settings) {
    return start(store.endpoint(), settings);
  }

  /** With a store that it reaches there. */
  static RunningOrigin start(URI store, String... settings) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--keyferry.s3.endpoint=" + store,
                "--keyferry.s3.bucket=" + EmbeddedObjectStore.BUCKET,
                "--keyferry.s3.access-key=" + EmbeddedObjectStore.ACCESS_KEY,
                "--keyferry.s3.secret-key=" + EmbeddedObjectStore.SECRET_KEY));
    arguments.addAll(List.of(settings));
    return new RunningOrigin(OriginApplication.start(arguments.toArray(String[]::new)));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** How many requests it has answered. */
  long requests() {
    return (long)
        context.getBean(MeterRegistry.class).find("keyferry.origin.answers").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  /** How many requests it has sent to the store. */
  long storeRequests() {
    return (long)
        context
            .getBean(MeterRegistry.class)
            .get("keyferry.origin.store.requests")
            .functionCounter()
            .count();
  }

  /** What a counter or gauge of that name shows. */
  double metric(String name) {
    return context
        .getBean(MeterRegistry.class)
        .get(name)
        .meter()
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  /** A GET with headers as name, value, name, value. */
  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All of the answer to a request line that no client would send. */
  String raw(String requestLine) throws IOException {
    return raw(requestLine, "a");
  }

  /** The same by who has that name for the origin. */
  String raw(String requestLine, String host) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
      String request = requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
