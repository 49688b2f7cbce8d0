package org.keyferry.connector.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.core.Configurable;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.apache.kafka.connect.health.ConnectClusterDetails;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.ConnectorState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.health.TaskState;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.junit.jupiter.api.Test;

class FailedTaskWatcherTest {

  /** A worker's view of one connector whose second task failed, as that of another worker did. */
  private record Cluster(String worker) implements ConnectClusterState {
    @Override
    public Collection<String> connectors() {
      return List.of("federation");
    }

    @Override
    public ConnectorHealth connectorHealth(String connName) {
      return new ConnectorHealth(
          connName,
          new ConnectorState("RUNNING", worker, null),
          Map.of(
              0,
              new TaskState(0, "RUNNING", worker, null),
              1,
              new TaskState(1, "FAILED", worker, "java.lang.IllegalStateException"),
              2,
              new TaskState(2, "FAILED", "127.0.0.1:1", "java.lang.IllegalStateException")),
          ConnectorType.SOURCE);
    }

    @Override
    public Map<String, String> connectorConfig(String connName) {
      return Map.of();
    }

    @Override
    public ConnectClusterDetails clusterDetails() {
      return () -> "cluster";
    }
  }

  private record Context(ConnectClusterState clusterState) implements ConnectRestExtensionContext {
    @Override
    public Configurable<? extends Configurable<?>> configurable() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void failedTaskOfThisWorkerIsStartedAgainAndCounted() throws Exception {
    var asked = new CopyOnWriteArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    String worker = "127.0.0.1:" + server.getAddress().getPort();
    try (var watcher = new FailedTaskWatcher()) {
      watcher.configure(
          Map.of("listeners", "http://" + worker, "keyferry.watch.interval.ms", "50"));
      watcher.register(new Context(new Cluster(worker)));

      await().until(() -> asked.size() >= 2);

      var bean =
          new ObjectName("org.keyferry.connector:type=failed-tasks,worker=\"" + worker + "\"");
      var beans = ManagementFactory.getPlatformMBeanServer();
      assertThat(beans.getAttribute(bean, "Failed")).isEqualTo(1);
      assertThat((long) beans.getAttribute(bean, "Restarts")).isPositive();
      assertThat(asked).containsOnly("POST /connectors/federation/tasks/1/restart");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void eachFailureInARowWaitsTwiceAsLong() {
    var now = new AtomicReference<>(Instant.EPOCH);
    var times = new RestartTimes(Duration.ofSeconds(5), Duration.ofMinutes(1), now::get);

    assertThat(times.isDue("task", true)).isTrue();
    now.set(Instant.EPOCH.plusSeconds(4));
    assertThat(times.isDue("task", true)).isFalse();
    now.set(Instant.EPOCH.plusSeconds(5));
    assertThat(times.isDue("task", true)).isTrue();
    now.set(Instant.EPOCH.plusSeconds(14));
    assertThat(times.isDue("task", true)).isFalse();
    assertThat(times.isDue("other", true)).isTrue();
  }

  @Test
  void whatRanForLongBeginsAnew() {
    var now = new AtomicReference<>(Instant.EPOCH);
    var times = new RestartTimes(Duration.ofSeconds(5), Duration.ofMinutes(1), now::get);
    times.isDue("task", true);
    now.set(Instant.EPOCH.plusSeconds(61));

    assertThat(times.isDue("task", false)).isFalse();
    assertThat(times.isDue("task", true)).isTrue();
    now.set(now.get().plusSeconds(5));
    assertThat(times.isDue("task", true)).isTrue();
  }
}
