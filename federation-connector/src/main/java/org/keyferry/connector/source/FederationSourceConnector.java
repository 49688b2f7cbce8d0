package org.keyferry.connector.source;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;
import org.keyferry.connector.archive.ArchiveSweep;
import org.keyferry.edge.store.S3Connection;

/**
 * Reads keys from other backends and hubs. A plugin for Kafka Connect; {@code docs/connectors.md}
 * has its properties. Its peers are one that the properties describe, or all of the peers document,
 * spread over as many tasks as there may be.
 *
 * <p>in: answers of peers; out: {@code keys.federated} and {@code peers.progress}, exactly once
 */
public final class FederationSourceConnector extends SourceConnector {
  static final String VERSION = "0.1.0";

  /** What a task is told beside the connector's properties: ids of its peers. */
  static final String TASK_PEERS = "task.peers";

  /** Peers begin and end by the clock, too, without another document. */
  private static final long SECONDS_BETWEEN_LOOKS = 10;

  private Map<String, String> properties;
  private S3Connection store;
  private PeersFollowed followed;
  private ScheduledExecutorService looks;
  private List<String> spread;

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public ConfigDef config() {
    return SourceProperties.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    return SourceValidation.complete(connectorConfigs, super.validate(connectorConfigs));
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FederationSourceTask.class;
  }

  @Override
  public void start(Map<String, String> props) {
    properties = Map.copyOf(props);
    var settings = new SourceSettings(props);
    store = S3Connection.open(settings.archive());
    looks = Executors.newSingleThreadScheduledExecutor();
    var sweep = new ArchiveSweep(store.contents(), settings.archiveRetention(), Clock.systemUTC());
    var _ = looks.scheduleWithFixedDelay(sweep, 0, 1, TimeUnit.HOURS);
    if (settings.isManyPeers()) {
      follow(settings);
    }
  }

  private void follow(SourceSettings settings) {
    followed = new PeersFollowed(settings, Clock.systemUTC(), this::spreadAnew);
    PhaseMetrics.show(context().pluginMetrics(), followed::peers);
    try {
      followed.awaitRead();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while reading the peers document", e);
    }
    var _ =
        looks.scheduleWithFixedDelay(
            this::spreadAnew, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  /** Before the first spread there is nothing to do anew. */
  private synchronized void spreadAnew() {
    if (spread != null && followed.isKnown() && !followed.peers().equals(spread)) {
      context().requestTaskReconfiguration();
    }
  }

  @Override
  public synchronized List<Map<String, String>> taskConfigs(int maxTasks) {
    if (followed == null) {
      return List.of(properties);
    }
    spread = followed.peers();
    if (spread.isEmpty()) {
      return List.of();
    }
    var tasks = new ArrayList<Map<String, String>>();
    int groups = Math.min(maxTasks, spread.size());
    for (List<String> peers : ConnectorUtils.groupPartitions(spread, groups)) {
      var task = new HashMap<>(properties);
      task.put(TASK_PEERS, String.join(",", peers));
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public void stop() {
    if (looks != null) {
      looks.shutdownNow();
    }
    if (followed != null) {
      followed.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
