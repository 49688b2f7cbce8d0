package org.keyferry.bench.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.keyferry.bench.process.ChildProgram;
import org.keyferry.bench.process.DebianProgram;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.wire.Problem;

/**
 * nginx with the configuration of the repository in front of the origin: how long a phone waits
 * while another address floods it. All of it shares one machine, so that any flood costs: what it
 * costs while it goes to another server tells what is the cache's own.
 */
final class FloodedCache implements AutoCloseable {
  private static final String TEMPLATE = "deploy/nginx/keyferry.conf.template";
  private static final String PHONE = "127.0.0.3";
  private static final String FLOODER = "127.0.0.2";
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(2);
  private static final int FLOOD_CONNECTIONS = 8;
  private static final int FLOOD_TOGETHER = 25;

  /** 5,000 requests a second in all, ten times as many as one address may send here. */
  private static final Duration BETWEEN_BURSTS = Duration.ofMillis(40);

  private static final int OK = 200;
  private static final double NINETY_NINE = 0.99;

  private final ChildProgram process;
  private final int port;
  private final String path;

  private FloodedCache(ChildProgram process, int port, String path) {
    this.process = process;
    this.port = port;
    this.path = path;
  }

  static FloodedCache start(
      Workplace workplace, DebianProgram nginx, InetSocketAddress origin, String path)
      throws IOException {
    Path own = Files.createDirectories(workplace.directory().resolve("cache"));
    int port = FreePorts.next();
    var home = Path.of(System.getProperty("keyferry.home", "."));
    String text = PlainNginx.user() + "\n" + Files.readString(home.resolve(TEMPLATE));
    var values =
        Map.of(
            "KEYFERRY_LISTEN",
            "127.0.0.1:" + port,
            "KEYFERRY_ORIGIN",
            "127.0.0.1:" + origin.getPort(),
            "KEYFERRY_CACHE",
            own.toString(),
            // A phone of the measurement asks more often than a whole network of phones.
            "KEYFERRY_RATE",
            "600");
    for (var value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    Path configuration = Files.writeString(own.resolve("nginx.conf"), text);
    var process =
        ChildProgram.start(
            workplace, nginx, List.of("-p", own.toString(), "-c", configuration.toString()), port);
    return new FloodedCache(process, port, path);
  }

  /** What 99 of 100 answers to a phone did not take longer than, ms. */
  double quiet(Duration time) throws IOException {
    return phone(time);
  }

  /** The same while the cache is flooded. */
  double flooded(Duration time) throws IOException, InterruptedException {
    return flooded(time, new Target(port, path));
  }

  /** The same while another server is flooded. */
  double besideFlooded(Duration time, URI other) throws IOException, InterruptedException {
    return flooded(time, new Target(other.getPort(), other.getPath()));
  }

  /** What is flooded. */
  private record Target(int port, String path) {}

  private double flooded(Duration time, Target target) throws IOException, InterruptedException {
    var flooding = new AtomicBoolean(true);
    try (var threads = Executors.newFixedThreadPool(FLOOD_CONNECTIONS)) {
      var floods = new ArrayList<Future<?>>();
      for (int i = 0; i < FLOOD_CONNECTIONS; i++) {
        floods.add(threads.submit(() -> flood(flooding, target)));
      }
      try {
        return phone(time);
      } finally {
        flooding.set(false);
        for (Future<?> flood : floods) {
          flood.get();
        }
      }
    } catch (ExecutionException e) {
      throw new CommandFailure(
          new Problem("flood", "nginx", "answers, of 200 or 429", "" + e.getCause()), e);
    }
  }

  private static void flood(AtomicBoolean flooding, Target target) {
    try (var connection =
        new PipelinedConnection(FLOODER, target.port(), target.path(), FLOOD_TOGETHER)) {
      while (flooding.get()) {
        connection.get();
        LockSupport.parkNanos(BETWEEN_BURSTS.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double phone(Duration time) throws IOException {
    var nanos = new ArrayList<Long>();
    try (var connection = new PipelinedConnection(PHONE, port, path, 1)) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < time.toNanos()) {
        long asked = System.nanoTime();
        Map<Integer, Long> answer = connection.get();
        nanos.add(System.nanoTime() - asked);
        if (!answer.containsKey(OK)) {
          throw new CommandFailure(
              new Problem("answer to a phone", "nginx", "status 200", answer.keySet().toString()));
        }
        LockSupport.parkNanos(BETWEEN_REQUESTS.toNanos());
      }
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[(int) Math.ceil(NINETY_NINE * sorted.length) - 1] / 1e6;
  }

  @Override
  public void close() {
    process.close();
  }
}
