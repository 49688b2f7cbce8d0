package org.keyferry.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyferry.local.backend.FreePorts;

/** A Spring Boot app in a JVM of its own, on loopback. */
public final class App implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int READY = 200;

  private final ChildJvm process;
  private final int port;

  private App(ChildJvm process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @param launch its arguments are put before the settings
   * @param settings by name; {@code server.port} is added
   */
  public static App start(
      Workplace workplace, ChildJvm.Launch launch, Map<String, String> settings) {
    int port = FreePorts.next();
    List<String> arguments = new ArrayList<>(launch.arguments());
    arguments.add("--server.port=" + port);
    arguments.add("--logging.config=classpath:org/keyferry/local/logback-process.xml");
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    var process =
        workplace.start(
            new ChildJvm.Launch(launch.name(), launch.mainClass(), launch.options(), arguments));
    var readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
      Workplace.await(launch.name(), START, () -> isReady(process, http, readiness));
    }
    return new App(process, port);
  }

  private static boolean isReady(ChildJvm process, HttpClient http, URI readiness)
      throws InterruptedException {
    process.requireAlive();
    try {
      var request = HttpRequest.newBuilder(readiness).timeout(ANSWER).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == READY;
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Its process. */
  public ChildJvm process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
