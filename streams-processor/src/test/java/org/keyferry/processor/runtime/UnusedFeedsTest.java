package org.keyferry.processor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.testsupport.EmbeddedBroker;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The app as it is started in production, before and after operators changed the plan. */
@ExtendWith(OutputCaptureExtension.class)
class UnusedFeedsTest {
  private static final String WARNING = "keyferry.plan.feeds in the settings of the processor";

  @TempDir Path directory;

  @Test
  void settingsWhoseFeedsCountNoMoreAreNamedAtTheStartAndInTheShownPlan(CapturedOutput output)
      throws Exception {
    try (var broker = EmbeddedBroker.start()) {
      var apps = new ProcessorApps(broker, directory);
      try (var context = apps.start("processor")) {
        ProcessorApps.awaitReady(context);
        assertThat(shown(context)).isNull();
        assertThat(output).doesNotContain(WARNING);
        change(apps);
        await("the change").until(() -> shown(context) != null);
      }
      int before = output.getAll().length();

      try (var context = apps.start("processor")) {
        ProcessorApps.awaitReady(context);

        assertThat(output.getAll().substring(before))
            .contains("WARN", WARNING, "version 1 of the plan", "feeds NL, more")
            .contains("change feeds by ./keyferry plan change", "got feeds NL, which count for");
        assertThat(shown(context)).startsWith(WARNING);
      }
    }
  }

  private static String shown(ConfigurableApplicationContext context) {
    return context.getBean(PlanEndpoint.class).plan().unusedFeeds();
  }

  private static void change(ProcessorApps apps) throws Exception {
    Instant notBefore = Clock.systemUTC().instant().plus(Duration.ofMinutes(10));
    var change =
        PlanChange.newBuilder()
            .setId("more")
            .setNotBeforeSeconds(notBefore.getEpochSecond())
            .putAllSettings(
                Map.of(
                    "feeds[0].region", "NL",
                    "feeds[0].minimum-batch-size", "0",
                    "feeds[1].id", "more",
                    "feeds[1].region", "NL"))
            .build();
    apps.change(change);
  }
}
