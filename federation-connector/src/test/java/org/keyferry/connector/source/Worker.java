package org.keyferry.connector.source;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A stock Connect worker in a process of its own. */
final class Worker implements AutoCloseable {
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final Path LIBRARIES = Path.of("../deploy/connect-worker/target/lib");
  private static final Duration START = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final int port;
  private final Process process;

  private Worker(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one, without waiting for it.
   *
   * @param more properties beside the usual
   */
  static Worker start(Path directory, String brokers, Path plugins, Map<String, String> more)
      throws IOException {
    Files.createDirectories(directory);
    int port = freePort();
    Path settings =
        Files.writeString(
            directory.resolve("worker.properties"), settings(brokers, plugins, port, more));
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile="
                + Path.of("src/test/resources/worker-logback.xml").toAbsolutePath(),
            "-cp",
            LIBRARIES.toAbsolutePath() + "/*",
            "org.apache.kafka.connect.cli.ConnectDistributed",
            settings.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("worker.log").toFile())
            .start();
    return new Worker(directory, port, process);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String settings(String brokers, Path plugins, int port, Map<String, String> more) {
    Map<String, String> all =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", brokers),
                Map.entry("group.id", "federation"),
                Map.entry("key.converter", BYTES),
                Map.entry("value.converter", BYTES),
                Map.entry("offset.storage.topic", "connect.offsets"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("config.storage.topic", "connect.configs"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("status.storage.topic", "connect.status"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("status.storage.partitions", "1"),
                Map.entry("exactly.once.source.support", "enabled"),
                Map.entry("plugin.path", plugins.toAbsolutePath().toString()),
                Map.entry("plugin.discovery", "service_load"),
                Map.entry("listeners", "http://127.0.0.1:" + port),
                Map.entry("session.timeout.ms", "6000"),
                Map.entry("heartbeat.interval.ms", "1000"),
                Map.entry("scheduled.rebalance.max.delay.ms", "0")));
    all.putAll(more);
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** What the worker is called in statuses. */
  String id() {
    return "127.0.0.1:" + port;
  }

  /** Its process. */
  long pid() {
    return process.pid();
  }

  void awaitReady() {
    await("a worker, see " + directory.resolve("worker.log"))
        .atMost(START)
        .ignoreExceptions()
        .until(() -> process.isAlive() && get("/health").statusCode() == 200);
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it without a chance to finish anything. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
    http.close();
  }
}
