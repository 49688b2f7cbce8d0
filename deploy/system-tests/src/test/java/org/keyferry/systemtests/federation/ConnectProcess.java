package org.keyferry.systemtests.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.local.process.FollowingMain;
import org.keyferry.systemtests.backend.ChildProcess;
import org.keyferry.systemtests.backend.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stock Connect worker with our plugins, a process of its own on a port that it keeps. */
final class ConnectProcess implements AutoCloseable {
  static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private static final Path LIBRARIES = Repository.ROOT.resolve("deploy/connect-worker/target/lib");
  private static final Path PLUGINS = Repository.ROOT.resolve("federation-connector/target/plugin");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final int port = FreePorts.next();
  private ChildProcess process;

  /**
   * Starts one.
   *
   * @param more properties of the worker beside those that every one needs
   */
  ConnectProcess(Path directory, String bootstrapServers, Map<String, String> more) {
    this.directory = directory;
    var settings = new TreeMap<>(settings(bootstrapServers));
    settings.putAll(more);
    String text =
        settings.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(Files.createDirectories(directory).resolve("worker.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  private Map<String, String> settings(String bootstrapServers) {
    return Map.ofEntries(
        Map.entry("bootstrap.servers", bootstrapServers),
        Map.entry("group.id", "connect"),
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
        Map.entry("plugin.path", PLUGINS.toString()),
        Map.entry("plugin.discovery", "service_load"),
        Map.entry("listeners", "http://127.0.0.1:" + port),
        Map.entry("rest.extension.classes", "org.keyferry.connector.watch.FailedTaskWatcher"),
        Map.entry("scheduled.rebalance.max.delay.ms", "0"));
  }

  /** Starts it, again after a kill. */
  void start() {
    process =
        ChildProcess.start(
            "worker",
            directory.resolve("worker.log"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                LIBRARIES + "/*" + File.pathSeparator + ours(),
                FollowingMain.class.getName(),
                String.valueOf(ProcessHandle.current().pid()),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                directory.resolve("worker.properties").toString()));
  }

  /** By which it ends with the test, whatever becomes of that. */
  private static Path ours() {
    try {
      return Path.of(
          FollowingMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own classes have a place", e);
    }
  }

  /** Returns when it takes requests. */
  void awaitReady() {
    await("a worker, see " + directory)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .failFast(() -> !process.isAlive())
        .until(() -> send(request("/health").GET()).statusCode() == 200);
  }

  /** Has it run a connector, and returns when its tasks run. */
  void run(String connector, Map<String, String> properties) {
    var answer = put(connector, properties);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    awaitRunning(connector);
  }

  /** What it says to a connector with these properties. */
  HttpResponse<String> put(String connector, Map<String, String> properties) {
    return send(
        request("/connectors/" + connector + "/config")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(properties))));
  }

  /** The connector does nothing from now on; what it has begun is finished or undone. */
  void stop(String connector) {
    order(connector, "stop");
    awaitState(connector, "STOPPED");
  }

  /** The connector goes on where it was. */
  void resume(String connector) {
    order(connector, "resume");
    awaitRunning(connector);
  }

  /** Returns when the tasks of a source read these peers and no others. */
  void awaitTaskPeers(String connector, List<String> peers) {
    await("tasks that read " + peers)
        .atMost(PATIENCE)
        .until(() -> taskPeers(connector).equals(peers) && isRunning(connector));
  }

  private List<String> taskPeers(String connector) {
    String tasks = send(request("/connectors/" + connector + "/tasks").GET()).body();
    return JsonMapper.shared()
        .readTree(tasks)
        .valueStream()
        .map(task -> task.path("config").path("task.peers").asString())
        .flatMap(each -> Stream.of(each.split(",")))
        .sorted()
        .toList();
  }

  private void order(String connector, String what) {
    var answer =
        send(request("/connectors/" + connector + "/" + what).PUT(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).as(answer.body()).isIn(202, 204);
  }

  private void awaitState(String connector, String state) {
    await(connector + " to be " + state)
        .atMost(PATIENCE)
        .until(() ->
            state.equals(status(connector).path("connector").path("state").asString())
                && (state.equals("RUNNING") || status(connector).path("tasks").isEmpty()));
  }

  private void awaitRunning(String connector) {
    awaitState(connector, "RUNNING");
    await("tasks of " + connector + " to run").atMost(PATIENCE).until(() -> isRunning(connector));
  }

  private boolean isRunning(String connector) {
    JsonNode tasks = status(connector).path("tasks");
    return !tasks.isEmpty()
        && tasks.valueStream().allMatch(task -> "RUNNING".equals(task.path("state").asString()));
  }

  private JsonNode status(String connector) {
    return JsonMapper.shared()
        .readTree(send(request("/connectors/" + connector + "/status").GET()).body());
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
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
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.stop();
    http.close();
  }
}
