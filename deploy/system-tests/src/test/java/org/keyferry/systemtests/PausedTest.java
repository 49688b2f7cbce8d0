package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.upload.Uploader;

/**
 * Two processors and two exporters: one of them stands still for longer than the brokers wait for
 * it, across many buckets, or dies. Another takes its place, and when it wakes it changes nothing.
 */
@Tag("long")
class PausedTest {
  private static final String FEED = "NL";
  private static final double UPLOADS_PER_SECOND = 100;
  private static final int KEYS_EACH = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Longer than any session of a group, and so that others have worked on for some buckets. */
  private static final Duration WORK_OF_OTHERS = Duration.ofSeconds(30);

  private static Backend backend;

  @BeforeAll
  static void start() {
    backend =
        new Backend(
            "paused",
            Map.of(
                "keyferry.plan.quantum", "1s",
                "keyferry.plan.feeds[0].region", FEED,
                "keyferry.plan.feeds[0].bucket", "10s",
                "keyferry.plan.feeds[0].minimum-batch-size", "0",
                "keyferry.processor.step-keys", "100"));
    backend.startAll();
    backend.start(Part.SECOND_PROCESSOR);
    backend.start(Part.SECOND_EXPORTER);
  }

  @AfterAll
  static void stop() {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESSOR", "SECOND_PROCESSOR", "EXPORTER", "SECOND_EXPORTER"})
  void whatWakesAfterAnotherTookItsPlaceChangesNothing(Part paused) {
    IndependentReader reader = backend.reader(FEED);
    try (var uploader = uploader()) {
      awaitAcknowledged(uploader, 100);
      backend.pause(paused);
      awaitKeysOf(reader, Instant.now().plus(WORK_OF_OTHERS));
      backend.resume(paused);
      awaitKeysOf(reader, Instant.now().plus(WORK_OF_OTHERS));
      uploader.finish();

      assertThat(uploader.record().surprises()).isEmpty();
      assertAllIn(reader, uploader.record().acknowledgedKeys());
    }
  }

  private static Uploader uploader() {
    return new Uploader(
        backend.publishUrl(), backend.phones(KEYS_EACH, System.nanoTime()), UPLOADS_PER_SECOND);
  }

  private static void awaitAcknowledged(Uploader uploader, int uploads) {
    await("acknowledged uploads")
        .atMost(PATIENCE)
        .until(() -> uploader.record().acknowledgedUploads() >= uploads);
  }

  /** Returns when keys of a bucket that ends after the instant can be fetched. */
  private static void awaitKeysOf(IndependentReader reader, Instant end) {
    await("a file whose window ends after " + end)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          reader.look();
          return reader.findings().files().stream()
              .anyMatch(file -> file.end() > end.getEpochSecond());
        });
  }

  private static void assertAllIn(IndependentReader reader, Set<KeyBytes> acknowledged) {
    await("every acknowledged key to be found through the index")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          reader.look();
          return reader.missing(acknowledged) == 0;
        });
    reader.lookAgain();
    var found = reader.findings();
    assertThat(found.doubled()).as("keys published twice").isEmpty();
    assertThat(found.changed()).as("published objects changed").isEmpty();
    assertThat(found.absent()).as("names without an object").isEmpty();
    assertThat(found.withdrawn()).as("names withdrawn").isEmpty();
    assertThat(found.refused()).as("files refused").isEmpty();
  }
}
