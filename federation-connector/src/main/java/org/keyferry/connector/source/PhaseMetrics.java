package org.keyferry.connector.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.keyferry.wire.peer.Phase;

/** Shows among the worker's metrics how many peers of the document are in which phase. */
final class PhaseMetrics {
  private PhaseMetrics() {}

  /**
   * Shows them from now on.
   *
   * @param peers how many are in a phase
   */
  static void show(PluginMetrics metrics, ToLongFunction<Phase> peers) {
    for (Phase phase : Phase.values()) {
      var tags = new LinkedHashMap<>(Map.of("phase", phase.word()));
      metrics.addMetric(
          metrics.metricName("peers", "docs/federation.md", tags),
          (Gauge<Long>) (config, now) -> peers.applyAsLong(phase));
    }
  }
}
