package org.keyferry.local.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanStatusTest {
  @Test
  void aVersionIsFoundByItsNumber() {
    var plan = plan(List.of(version(4), version(5)), new PlanStatus.Change("other", 5L, null));

    assertThat(plan.version(5)).contains(version(5));
    assertThat(plan.version(1)).isEmpty();
  }

  @Test
  void anAcceptedChangeIsToldOfOnlyWithItsVersion() {
    var change = new PlanStatus.Change("more", 1L, null);

    assertThat(plan(List.of(version(0)), change).tellsOf("more")).isFalse();
    assertThat(plan(List.of(version(0), version(1)), change).tellsOf("more")).isTrue();
  }

  @Test
  void aRefusedChangeIsToldOfWithoutAVersion() {
    var plan = plan(List.of(version(0)), new PlanStatus.Change("more", null, "the same feeds"));

    assertThat(plan.tellsOf("more")).isTrue();
    assertThat(plan.tellsOf("another")).isFalse();
  }

  private static PlanStatus plan(List<PlanStatus.Version> versions, PlanStatus.Change change) {
    return new PlanStatus(Duration.ofMinutes(10), versions, List.of(change), null, null);
  }

  private static PlanStatus.Version version(long number) {
    return new PlanStatus.Version(number, Instant.EPOCH, "ahead", List.of());
  }
}
