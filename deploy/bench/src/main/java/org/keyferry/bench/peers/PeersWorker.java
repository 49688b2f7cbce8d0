package org.keyferry.bench.peers;

import java.io.File;
import java.io.IOException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.local.process.FollowingMain;
import org.keyferry.wire.Problem;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stock Connect worker with our plugins, on loopback.
 *
 * <p>in: properties of a connector; out: what it runs
 */
final class PeersWorker implements AutoCloseable {
  /** As {@code ./keyferry up} gives it. */
  private static final String HEAP = "-Xmx256m";

  private static final String MAIN_CLASS = "org.apache.kafka.connect.cli.ConnectDistributed";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final Path LIBRARIES = Path.of("deploy/connect-worker/target/lib");
  private static final Path PLUGINS = Path.of("federation-connector/target/plugin");
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final ChildJvm process;
  private final URI rest;
  private final HttpClient http = HttpClient.newHttpClient();

  private PeersWorker(ChildJvm process, URI rest) {
    this.process = process;
    this.rest = rest;
  }

  /** Starts one and returns when it is ready. */
  static PeersWorker start(Workplace workplace, String brokers) throws IOException {
    Path home = Path.of(System.getProperty("keyferry.home", ".")).toAbsolutePath().normalize();
    for (Path needed : List.of(LIBRARIES, PLUGINS)) {
      if (!Files.isDirectory(home.resolve(needed))) {
        throw new CommandFailure(
            new Problem(
                "Connect worker",
                home.toString(),
                needed + " as ./keyferry builds it",
                "no such directory"));
      }
    }
    int port = FreePorts.next();
    Path settings = workplace.directory().resolve("worker.properties");
    Files.writeString(settings, text(settings(home, brokers, port)));
    var process =
        workplace.start(
            new ChildJvm.Launch(
                "connect",
                FollowingMain.class,
                List.of(HEAP, ChildJvm.LOGGING),
                List.of(
                    String.valueOf(ProcessHandle.current().pid()), MAIN_CLASS, settings.toString()),
                Optional.of(classPath(home))));
    var worker = new PeersWorker(process, URI.create("http://127.0.0.1:" + port));
    Workplace.await("the Connect worker", START, worker::isReady);
    return worker;
  }

  private static String classPath(Path home) {
    try {
      var ours = FollowingMain.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return home.resolve(LIBRARIES) + "/*" + File.pathSeparator + Path.of(ours);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own jar has a place", e);
    }
  }

  private static Map<String, String> settings(Path home, String brokers, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("group.id", "connect");
    settings.put("key.converter", BYTES);
    settings.put("value.converter", BYTES);
    for (String topic : List.of("offset", "config", "status")) {
      settings.put(topic + ".storage.topic", "connect." + topic);
      settings.put(topic + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
    settings.put("exactly.once.source.support", "enabled");
    settings.put("plugin.path", home.resolve(PLUGINS).toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("listeners", "http://127.0.0.1:" + port);
    settings.put("rest.extension.classes", "org.keyferry.connector.watch.FailedTaskWatcher");
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    return settings;
  }

  private static String text(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private boolean isReady() throws InterruptedException {
    process.requireAlive();
    try {
      return send(HttpRequest.newBuilder(rest.resolve("/health")).GET()).statusCode() == OK;
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
  }

  /**
   * Has it run a connector.
   *
   * @throws CommandFailure if it refuses the properties
   */
  void run(Map<String, String> properties) throws IOException, InterruptedException {
    URI connector = rest.resolve("/connectors/peers/config");
    var answer =
        send(
            HttpRequest.newBuilder(connector)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(properties))));
    if (answer.statusCode() != CREATED) {
      throw new CommandFailure(
          new Problem(
              "connector",
              connector.toString(),
              "status " + CREATED,
              answer.statusCode() + " " + answer.body()));
    }
  }

  /** How many tasks run, and how many do anything else. */
  Map<Boolean, Long> tasks() throws IOException, InterruptedException {
    var answer = send(HttpRequest.newBuilder(rest.resolve("/connectors/peers/status")).GET());
    return JsonMapper.shared()
        .readTree(answer.body())
        .path("tasks")
        .valueStream()
        .collect(
            Collectors.partitioningBy(
                task -> task.path("state").asString().equals("RUNNING"), Collectors.counting()));
  }

  ChildJvm process() {
    return process;
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
