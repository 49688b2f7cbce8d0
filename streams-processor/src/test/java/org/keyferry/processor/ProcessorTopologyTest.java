package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;

class ProcessorTopologyTest {
  private final ProcessorPlan plan =
      TestPlans.plan(4, TestPlans.settings(1000), TestPlans.feed("NL", 10, 0));

  @Test
  void topologyIsTheOneThatIsWrittenDown() throws IOException {
    var live = LivePlan.unchanging(plan.feeds());
    var observation = new Observation(new SimpleMeterRegistry(), live, InstantSource.system());

    String described = ProcessorTopology.build(plan, live, observation).describe().toString();

    try (var locked = getClass().getResourceAsStream("/topology.txt")) {
      assertThat(described).isEqualTo(new String(locked.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
