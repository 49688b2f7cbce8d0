package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.peer.Phase;

class PhaseMetricsTest {
  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private final PluginMetrics metrics = new Gauges();

  /** Keeps what is shown, by its phase. */
  private final class Gauges implements PluginMetrics {
    /** With the type of map that the interface has. */
    @Override
    @SuppressWarnings("NonApiType")
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
      gauges.put(name.name() + " " + name.tags().get("phase"), (Gauge<?>) value);
    }

    @Override
    public void removeMetric(MetricName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void removeSensor(String name) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @Tag("V11")
  void peersAreShownByPhase() {
    var now = new HashMap<Phase, Long>(Map.of(Phase.NONE, 1L, Phase.ONE, 2L, Phase.TWO, 3L));
    PhaseMetrics.show(metrics, now::get);
    now.put(Phase.TWO, 4L);

    var shown = new HashMap<String, Object>();
    gauges.forEach((name, gauge) -> shown.put(name, gauge.value(null, 0)));

    assertThat(shown).isEqualTo(Map.of("peers none", 1L, "peers I", 2L, "peers II", 4L));
  }
}
