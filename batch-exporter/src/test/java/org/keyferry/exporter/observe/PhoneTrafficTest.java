package org.keyferry.exporter.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchWithdrawal;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.record.PublishedBatches;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Batches of two hours, and what phones pay for them. */
@Tag("U2")
@ExtendWith(OutputCaptureExtension.class)
class PhoneTrafficTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration BUCKET = Duration.ofHours(2);
  private static final long BUDGET = 12_000;

  private final PublishedBatches published = new PublishedBatches();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Instant now = START.plus(Duration.ofDays(2));
  private final PhoneTraffic traffic = new PhoneTraffic(published, BUDGET, () -> now, metrics);

  private static PublishedBatch.Builder batch(String feed, int sequence, long size) {
    Instant end = START.plus(BUCKET.multipliedBy(sequence));
    return PublishedBatch.newBuilder()
        .setFeed(feed)
        .setSequence(sequence)
        .setWindowStartSeconds(end.minus(BUCKET).getEpochSecond())
        .setWindowEndSeconds(end.getEpochSecond())
        .addObjects(PublishedObject.newBuilder().setSizeBytes(size));
  }

  private void publishTwoDays(long size) {
    for (int sequence = 1; sequence <= 24; sequence++) {
      published.put(batch("NL", sequence, size).build());
    }
  }

  private double bytes(String feed) {
    return metrics.get("keyferry.phones.day").tag("feed", feed).gauge().value();
  }

  @Test
  void whatTheLastTwelveBucketsHaveIsCounted() {
    publishTwoDays(1_000);

    traffic.look();

    assertThat(bytes("NL")).isEqualTo(12_000);
  }

  @Test
  void whatIsWithdrawnCostsNothing() {
    publishTwoDays(1_000);
    published.put(
        batch("NL", 24, 1_000).setWithdrawal(BatchWithdrawal.getDefaultInstance()).build());

    traffic.look();

    assertThat(bytes("NL")).isEqualTo(11_000);
  }

  @Test
  void whatPeersReadCostsNoPhoneAnything() {
    published.put(batch("to-BE", 24, 1_000).setAudience(BatchAudience.PEERS).build());

    traffic.look();

    assertThat(metrics.find("keyferry.phones.day").gauges()).isEmpty();
  }

  @Test
  void aFeedThatIsSilentForADayCostsNothing() {
    publishTwoDays(1_000);
    now = now.plus(Duration.ofDays(1));

    traffic.look();

    assertThat(bytes("NL")).isZero();
  }

  @Test
  void theBudgetIsNotTooMuch(CapturedOutput output) {
    publishTwoDays(1_000);

    traffic.look();

    assertThat(output.toString()).doesNotContain("more in a day than they should");
  }

  @Test
  void moreThanTheBudgetIsWarnedOfOnce(CapturedOutput output) {
    publishTwoDays(1_001);

    traffic.look();
    traffic.look();

    assertThat(output.toString())
        .containsOnlyOnce("more in a day than they should")
        .contains("feed=\"NL\"", "bytes=\"12012\"", "budget=\"12000\"");
  }
}
