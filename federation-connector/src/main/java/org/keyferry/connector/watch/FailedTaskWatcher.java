package org.keyferry.connector.watch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.connect.health.AbstractState;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts failed connectors and tasks of this worker again, each failure in a row after a wait twice
 * as long as the one before. Connect itself leaves them failed. An extension of the worker: {@code
 * rest.extension.classes} names it.
 *
 * <p>in: the worker's view of its tasks; out: requests to the worker, a JMX bean with the counts
 */
public final class FailedTaskWatcher implements ConnectRestExtension {
  private static final Logger LOG = LoggerFactory.getLogger(FailedTaskWatcher.class);
  private static final String INTERVAL = "keyferry.watch.interval.ms";
  private static final String LISTENERS = "listeners";
  private static final long DEFAULT_INTERVAL = 5000;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final WatchedTasks counts = new WatchedTasks();
  private ScheduledExecutorService looks;
  private ObjectName name;
  private URI worker;
  private String workerId;
  private long interval = DEFAULT_INTERVAL;
  private RestartTimes times;

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public void configure(Map<String, ?> configs) {
    Object listeners = configs.get(LISTENERS);
    String first = listeners == null ? "http://127.0.0.1:8083" : listeners.toString().split(",")[0];
    worker = URI.create(first.replaceFirst("://(0\\.0\\.0\\.0)?:", "://127.0.0.1:"));
    workerId = worker.getHost() + ":" + worker.getPort();
    if (configs.get(INTERVAL) != null) {
      interval = Long.parseLong(configs.get(INTERVAL).toString());
    }
    times = new RestartTimes(Duration.ofMillis(interval), LONGEST_WAIT, Clock.systemUTC());
  }

  @Override
  public void register(ConnectRestExtensionContext restPluginContext) {
    try {
      name = new ObjectName("org.keyferry.connector:type=failed-tasks,worker=\"" + workerId + "\"");
      ManagementFactory.getPlatformMBeanServer().registerMBean(counts, name);
    } catch (JMException e) {
      throw new IllegalStateException("no bean for failed tasks", e);
    }
    var state = restPluginContext.clusterState();
    looks = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    var _ =
        looks.scheduleWithFixedDelay(() -> look(state), interval, interval, TimeUnit.MILLISECONDS);
  }

  private void look(ConnectClusterState state) {
    try {
      int failed = 0;
      for (String connector : state.connectors()) {
        var health = state.connectorHealth(connector);
        failed += look("/connectors/" + connector, health.connectorState());
        for (var task : health.tasksState().entrySet()) {
          failed += look("/connectors/" + connector + "/tasks/" + task.getKey(), task.getValue());
        }
      }
      counts.failed(failed);
    } catch (RuntimeException e) {
      // The worker is starting, or between two assignments; the next look is soon.
      LOG.debug("could not look at the tasks", e);
    }
  }

  private int look(String part, AbstractState state) {
    if (!state.workerId().endsWith(":" + worker.getPort())) {
      return 0;
    }
    boolean isFailed = "FAILED".equals(state.state());
    if (times.isDue(part, isFailed)) {
      restart(part, state);
    }
    return isFailed ? 1 : 0;
  }

  private void restart(String part, AbstractState state) {
    LOG.warn("Starting {} again, which failed: {}", part, firstLine(state.traceMessage()));
    var request =
        HttpRequest.newBuilder(worker.resolve(part + "/restart"))
            .timeout(LONGEST_ANSWER)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        counts.restarted();
      }
    } catch (IOException e) {
      LOG.warn("the worker did not start {} again: {}", part, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String firstLine(String trace) {
    return trace == null ? "" : trace.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    if (looks != null) {
      looks.shutdownNow();
    }
    http.shutdownNow();
    try {
      if (name != null) {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      }
    } catch (JMException e) {
      LOG.debug("the bean for failed tasks is gone already", e);
    }
  }
}
