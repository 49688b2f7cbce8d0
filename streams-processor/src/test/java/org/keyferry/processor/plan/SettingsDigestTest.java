package org.keyferry.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;

/** Changes tell which settings they were asked for with. */
class SettingsDigestTest {
  private static final Instant ASKED = Instant.parse("2026-03-01T00:00:00Z");
  private static final FeedPlan SETTINGS = hours(2);

  private final LivePlan plan = new LivePlan(SETTINGS, settings -> hours(bucket(settings)));

  private static FeedPlan hours(int bucket) {
    var length = Duration.ofHours(bucket);
    return new FeedPlan(
        null,
        List.of(new Feed(null, null, new Region("NL"), length, null, null, null, null, null)));
  }

  private static int bucket(Map<String, String> settings) {
    return Integer.parseInt(settings.get("hours"));
  }

  private static PlanChange change(String id, int base, int hours, String digest) {
    return PlanChange.newBuilder()
        .setId(id)
        .setBaseVersion(base)
        .setNotBeforeSeconds(ASKED.plusSeconds(60).getEpochSecond())
        .putSettings("hours", String.valueOf(hours))
        .setSettingsDigest(digest)
        .build();
  }

  @Test
  void firstChangeWithOtherSettingsStopsWhoeverLearnsIt() {
    var first = change("first", 0, 4, hours(1).digest());

    assertThatThrownBy(() -> plan.learn(first, ASKED))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("put them back")
        .hasMessageContaining(SETTINGS.digest());
  }

  @Test
  void laterChangeWithOtherSettingsThanTheFirstIsRefused() {
    plan.learn(change("first", 0, 4, SETTINGS.digest()), ASKED);

    var outcome = plan.learn(change("second", 1, 6, hours(1).digest()), ASKED);

    assertThat(outcome).isInstanceOf(PlanOutcome.Refused.class);
    assertThat(plan.timeline().newest().number()).isEqualTo(1);
  }

  @Test
  void changeThatTellsNoSettingsIsTakenAsBefore() {
    var outcome = plan.learn(change("first", 0, 4, ""), ASKED);

    assertThat(outcome).isInstanceOf(PlanOutcome.Accepted.class);
  }
}
