package org.keyferry.processor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.feed.FeedPlan;

class PlanEndpointTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final LivePlan plan =
      new LivePlan(
          read(Map.of("keyferry.plan.feeds[0].region", "NL")),
          settings -> read(prefixed(settings)));

  @Test
  void aChangeThatIsLearntWhileThePlanIsToldIsToldWholeOrNotAtAll() {
    InstantSource learning =
        () -> {
          plan.learn(change(), NOW);
          return NOW;
        };
    var endpoint = new PlanEndpoint(plan, learning);

    for (var answer : List.of(endpoint.plan(), endpoint.plan())) {
      var numbers = answer.versions().stream().map(PlanEndpoint.Version::number).toList();
      assertThat(answer.changes())
          .extracting(PlanEndpoint.Change::version)
          .isSubsetOf(numbers)
          .hasSize(numbers.size() - 1);
    }
    assertThat(endpoint.plan().changes()).hasSize(1);
  }

  private static PlanChange change() {
    return PlanChange.newBuilder()
        .setId("more")
        .setNotBeforeSeconds(NOW.plus(Duration.ofMinutes(10)).getEpochSecond())
        .putSettings("feeds[0].region", "NL")
        .putSettings("feeds[1].region", "NL")
        .putSettings("feeds[1].id", "more")
        .build();
  }

  private static Map<String, String> prefixed(Map<String, String> settings) {
    var all = new HashMap<String, String>();
    settings.forEach((name, value) -> all.put("keyferry.plan." + name, value));
    return all;
  }

  private static FeedPlan read(Map<String, String> settings) {
    return BoundSettings.of(settings, "keyferry.plan", FeedPlan.class);
  }
}
