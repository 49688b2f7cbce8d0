package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedFiles;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.settings.InvalidSetting;

@Tag("SP3")
class ProcessorRetentionTest {
  private static final RetentionSettings PROMISE = new RetentionSettings(null);

  @Test
  void defaultsKeepThePromise() {
    assertThat(stays(null, null)).allSatisfy(stay -> stay.requireWithin(PROMISE));
  }

  @Test
  void keysThatAreRememberedForTooLongAreRefusedWithTheSettingToLower() {
    var stays = stays(Duration.ofDays(25), null);

    assertThatThrownBy(() -> stays.forEach(stay -> stay.requireWithin(PROMISE)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("age at which keys are taken 25 d")
        .hasMessageContaining("or lower keyferry.admission.longest-age");
  }

  @Test
  void feedWhoseFilesStayForTooLongIsRefusedByName() {
    var stays = stays(null, Duration.ofDays(28));

    assertThatThrownBy(() -> stays.forEach(stay -> stay.requireWithin(PROMISE)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("or lower keyferry.plan.feeds[NL].files.retention");
  }

  private static List<LongestStay> stays(Duration longestAge, Duration fileRetention) {
    var feed =
        new Feed(
            null,
            null,
            TestPlans.HOME,
            null,
            null,
            null,
            null,
            null,
            new FeedFiles(null, fileRetention, null, null, null));
    return ProcessorRetention.stays(
        new FeedPlan(null, List.of(feed)),
        new AdmissionLimits(longestAge, null, null),
        TestPlans.settings(20));
  }
}
