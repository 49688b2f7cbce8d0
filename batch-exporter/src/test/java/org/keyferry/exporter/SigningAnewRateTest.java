package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

/**
 * How many batches of usual size are signed anew in a second when a key was compromised. A batch of
 * the paper's world has 2.8 M keys a day, in 3 feeds each, over 300 feeds and 12 buckets a day.
 */
@Tag("long")
class SigningAnewRateTest {
  private static final SigningKeyId OLD = new SigningKeyId("204", "v1");
  private static final SigningKeyId NEW = new SigningKeyId("204", "v2");
  private static final String SETTING = "--keyferry.exporter.signing-keys";
  private static final int KEYS = 2_333;
  private static final int FEEDS = 16;
  private static final int BATCHES = 30;
  private static final int PARTITIONS = 8;
  private static final int RETAINED = 300 * 14 * 12;
  private static final Duration WITHIN = Duration.ofHours(1);

  @Test
  void whatIsRetainedOfThreeHundredFeedsIsSignedAnewWithinTheHour(
      @TempDir Path directory, TestReporter reporter) throws Exception {
    try (var outside = new Outside(directory, PARTITIONS)) {
      for (SigningKeyId id : List.of(OLD, NEW)) {
        var pair = SigningKeys.generate();
        SigningKeys.writePrivate(directory.resolve(id + ".private.pem"), pair.getPrivate());
        SigningKeys.writePublic(directory.resolve(id + ".public.pem"), pair.getPublic());
      }
      var app = ExporterApplication.start(exporter(outside, directory).arguments());
      try {
        publish(outside);

        double perSecond = signAnew(outside);

        reporter.publishEntry(
            "signed anew",
            String.format(
                "%.1f batches of %d keys in a second; %d in %.0f minutes",
                perSecond, KEYS, RETAINED, RETAINED / perSecond / 60));
        assertThat(RETAINED / perSecond).isLessThan((double) WITHIN.toSeconds());
      } finally {
        app.close();
      }
    }
  }

  private static ExporterUnderTest exporter(Outside outside, Path directory) {
    return outside.exporter(
        "--keyferry.topics.feed-partitions=" + PARTITIONS,
        "--keyferry.exporter.consumers=" + PARTITIONS,
        SETTING + "[0].version=v2",
        SETTING + "[0].private-key-file=" + directory.resolve(NEW + ".private.pem"),
        SETTING + "[1].id=204",
        SETTING + "[1].version=v1",
        SETTING + "[1].private-key-file=" + directory.resolve(OLD + ".private.pem"));
  }

  private static List<String> feeds() {
    return IntStream.range(0, FEEDS).mapToObj(number -> "F" + number).toList();
  }

  /** As they are sealed: those of a window behind each other. */
  private static void publish(Outside outside) throws Exception {
    for (int sequence = 1; sequence <= BATCHES; sequence++) {
      for (String feed : feeds()) {
        outside.send(SealedBatchRecords.of(feed, sequence, KEYS, 1));
      }
    }
    awaitCommitted(outside, 2L * FEEDS * BATCHES);
  }

  private static double signAnew(Outside outside) throws Exception {
    var revoked = SigningTermChange.newBuilder().setKeyId("204").setKeyVersion("v1");
    outside.decide(revoked.setRevoked(true).setReason("stolen"));
    long begin = System.nanoTime();
    for (int sequence = 1; sequence <= BATCHES; sequence++) {
      for (String feed : feeds()) {
        outside.send(
            feed, List.of(GivenCommands.correct(feed, BATCHES + sequence, sequence, List.of())));
      }
    }
    awaitCommitted(outside, 3L * FEEDS * BATCHES);
    return FEEDS * BATCHES / ((System.nanoTime() - begin) / 1e9);
  }

  private static void awaitCommitted(Outside outside, long records) {
    await()
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> outside.committedInAll() >= records);
  }
}
