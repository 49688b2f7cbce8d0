package org.keyferry.connector.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.keyferry.connector.pull.PullCounts;
import org.keyferry.connector.pull.PullSource;

/** Shows what is counted of each feed among the worker's metrics. */
final class PullMetrics {
  private static final Map<String, ToLongFunction<PullCounts>> SHOWN = shown();

  private final PluginMetrics metrics;
  private final Map<PullSource.Id, List<MetricName>> names = new HashMap<>();

  PullMetrics(PluginMetrics metrics) {
    this.metrics = metrics;
  }

  private static Map<String, ToLongFunction<PullCounts>> shown() {
    Map<String, ToLongFunction<PullCounts>> shown = new LinkedHashMap<>();
    shown.put("batches", PullCounts::batches);
    shown.put("keys", PullCounts::keys);
    shown.put("own-keys", PullCounts::ownKeys);
    shown.put("refused-keys", PullCounts::refusedKeys);
    shown.put("unproven-keys", PullCounts::unprovenKeys);
    shown.put("refused-batches", PullCounts::refusedBatches);
    shown.put("quarantined-batches", PullCounts::quarantinedBatches);
    shown.put("failed-polls", PullCounts::failedPolls);
    shown.put("last-answer", PullCounts::lastAnswer);
    return shown;
  }

  /** Begins to show a feed. */
  void add(PullSource.Id source, PullCounts counts) {
    var tags = new LinkedHashMap<String, String>();
    tags.put("peer", source.peer());
    tags.put("feed", source.feed());
    var added = new ArrayList<MetricName>();
    SHOWN.forEach((name, value) -> {
      MetricName metric = metrics.metricName(name, "docs/federation.md", tags);
      metrics.addMetric(metric, (Gauge<Long>) (config, now) -> value.applyAsLong(counts));
      added.add(metric);
    });
    names.put(source, added);
  }

  /** Shows the feed no more. */
  void remove(PullSource.Id source) {
    names.remove(source).forEach(metrics::removeMetric);
  }
}
