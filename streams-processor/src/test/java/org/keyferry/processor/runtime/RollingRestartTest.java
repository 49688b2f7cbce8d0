package org.keyferry.processor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.keyferry.processor.runtime.ProcessorApps.KEY_PARTITIONS;
import static org.keyferry.processor.runtime.ProcessorApps.awaitActive;
import static org.keyferry.processor.runtime.ProcessorApps.count;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.processor.SealedNumbers;
import org.keyferry.testsupport.EmbeddedBroker;
import org.springframework.context.ConfigurableApplicationContext;

/** One of two processors is stopped and started again, as operators do one after the other. */
class RollingRestartTest {
  private static final String ADMITTED = "keyferry.keys.admitted";

  /** Longer than the flow may stop: who waits for it to end has failed. */
  private static final String LONG_SESSION =
      "--keyferry.kafka.properties[main.consumer.session.timeout.ms]=45000";

  /** Ten times of what it takes on a busy machine. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void otherProcessorTakesOverAtOnceAndEachKeyIsSealedOnce() throws Exception {
    try (var broker = EmbeddedBroker.start();
        var sealed = SealedNumbers.of(broker.bootstrapServers(), 3_000)) {
      var apps = new ProcessorApps(broker, directory);
      var staying = apps.start("staying", LONG_SESSION);
      awaitActive(staying, KEY_PARTITIONS);
      try (staying;
          var stopped = apps.start("stopped", LONG_SESSION)) {
        awaitActive(stopped, KEY_PARTITIONS / 2);
        awaitActive(staying, KEY_PARTITIONS / 2);
        apps.submit(0, 1_000);
        awaitAdmitted(1_000, staying, stopped);
        double before = count(staying, ADMITTED);

        ProcessorApps.stop(stopped);
        apps.submit(1_000, 2_000);

        awaitAdmitted(before + 1_000, staying);
        try (var again = apps.start("stopped", LONG_SESSION)) {
          awaitActive(again, KEY_PARTITIONS / 2);
          double met = count(staying, ADMITTED);
          apps.submit(2_000, 3_000);
          awaitAdmitted(met + 1_000, staying, again);
          await("all sealed")
              .atMost(Duration.ofSeconds(60))
              .until(() -> sealed.look().found() == 3_000);
          assertThat(sealed.doubled()).isZero();
        }
      }
    }
  }

  private static void awaitAdmitted(double keys, ConfigurableApplicationContext... apps) {
    await(keys + " keys admitted").atMost(LONGEST_PAUSE).until(() -> all(apps) == keys);
  }

  private static double all(ConfigurableApplicationContext... apps) {
    double sum = 0;
    for (var app : apps) {
      sum += count(app, ADMITTED);
    }
    return sum;
  }
}
