package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.kill.KillRun;
import org.keyferry.systemtests.kill.KillRun.Offered;
import org.keyferry.systemtests.privacy.Traces;

/**
 * {@code kill -9} of the processor and of the exporter under load: the phones' own record of what
 * was acknowledged is compared with what a stranger finds through the index.
 */
class KillTest {
  private static final String FEED = "NL";
  private static final int UPLOADS_PER_SECOND = 500;

  /** A little more than asked for, so that the mean is not below it. */
  private static final double SENT_PER_SECOND = 1.05 * UPLOADS_PER_SECOND;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "keyferry.plan.quantum", "5s",
          "keyferry.plan.feeds[0].region", FEED,
          "keyferry.plan.feeds[0].bucket", "10s",
          // No padding: every key that is found must be a phone's.
          "keyferry.plan.feeds[0].minimum-batch-size", "0",
          // Settling takes many steps, and a batch has many files.
          "keyferry.processor.step-keys", "100",
          "keyferry.exporter.maximum-keys-per-file", "1000");

  @Test
  @Tag("D07")
  void fiveKillsOfEachLoseNothingAndPublishNothingTwice() {
    // Short histories leave the machine to the uploads and the kills.
    assertNothingIsLostOrDoubledBy(5, 4);
  }

  @Test
  @Tag("long")
  void fiveKillsOfEachWithWholeHistoriesLoseNothingAndPublishNothingTwice() {
    assertNothingIsLostOrDoubledBy(5, 14);
  }

  @Test
  @Tag("long")
  void twentyKillsOfEachLoseNothingAndPublishNothingTwice() {
    assertNothingIsLostOrDoubledBy(20, 4);
  }

  private static void assertNothingIsLostOrDoubledBy(int kills, int keysEach) {
    try (var backend = new Backend("kill-" + kills + "-" + keysEach, SETTINGS)) {
      backend.startAll();
      var report = new KillRun(backend, FEED, kills, new Offered(SENT_PER_SECOND, keysEach)).run();
      System.out.println(report);
      assertThat(report.processor().suffice(kills)).as("kills of the processor").isTrue();
      assertThat(report.exporter().suffice(kills)).as("kills of the exporter").isTrue();
      assertThat(report.lost()).as("acknowledged keys lost").isZero();
      assertThat(report.found().doubled()).as("keys published twice").isEmpty();
      assertThat(report.found().changed()).as("published objects changed").isEmpty();
      assertThat(report.changedOrphans()).as("objects changed before the index").isEmpty();
      assertThat(report.found().absent()).as("names without an object").isEmpty();
      assertThat(report.found().withdrawn()).as("names withdrawn").isEmpty();
      assertThat(report.found().refused()).as("files refused").isEmpty();
      assertThat(report.unnamed()).as("objects without a name").isEmpty();
      assertThat(Traces.of(backend, report.found().fileOf().keySet())).isEmpty();
    }
  }
}
