package org.keyferry.processor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.settings.InvalidSetting;

/** The app after the plan was changed and then its settings, from which past boundaries follow. */
class ChangedSettingsTest {
  @TempDir Path directory;

  @Test
  void otherFeedsInTheSettingsThanAtTheFirstChangeAreRefusedAtTheStart() throws Exception {
    try (var broker = EmbeddedBroker.start()) {
      var apps = new ProcessorApps(broker, directory);
      String digest;
      try (var app = apps.start("processor")) {
        ProcessorApps.awaitReady(app);
        var plan = app.getBean(PlanEndpoint.class);
        digest = plan.plan().settingsDigest();
        change(apps, digest);
        await("the change").until(() -> plan.plan().versions().size() == 2);
      }

      assertThatThrownBy(() -> apps.start("processor", "--keyferry.plan.feeds[0].grace=5s"))
          .rootCause()
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("keyferry.plan in the settings of the processor")
          .hasMessageContaining("change more of the plan", digest)
          .hasMessageContaining("./keyferry plan change");

      try (var app = apps.start("processor")) {
        ProcessorApps.awaitReady(app);
        assertThat(app.getBean(PlanEndpoint.class).plan().versions()).hasSize(2);
      }
    }
  }

  private static void change(ProcessorApps apps, String digest) throws Exception {
    var change =
        PlanChange.newBuilder()
            .setId("more")
            .setNotBeforeSeconds(Instant.now().plus(Duration.ofMinutes(10)).getEpochSecond())
            .putAllSettings(Map.of("feeds[0].region", "NL", "feeds[0].bucket", "1m"))
            .setSettingsDigest(digest)
            .build();
    apps.change(change);
  }
}
