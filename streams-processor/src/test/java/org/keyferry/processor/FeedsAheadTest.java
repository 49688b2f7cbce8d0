package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.feed.FeedKind;

/** A grain in which one feed has more keys than a step takes, and others have few or none. */
class FeedsAheadTest {
  private static final int KEYS = 2_000;
  private static final List<Long> FEW = List.of(0L, 777L, KEYS - 1L);

  private final ProcessorDriver driver =
      new ProcessorDriver(
          TestPlans.plan(
              1,
              TestPlans.settings(100),
              TestPlans.feed("A", 10, 0),
              TestPlans.feed("B-DE", FeedKind.REGIONAL, "DE", null),
              TestPlans.feed("C-FR", FeedKind.REGIONAL, "FR", null)));
  private final List<FeedSlice> slices = new ArrayList<>();

  @AfterEach
  void close() {
    driver.close();
  }

  private static SubmittedKey event(long number) {
    var event =
        submitted(expired(number, ProcessorDriver.START)).toBuilder()
            .setConsentToFederation(true)
            .setRevisionProof(ByteString.copyFromUtf8("12345678"));
    event.getMetadataBuilder().setReportType(ReportType.SELF_REPORT);
    if (FEW.contains(number)) {
      event.setRegionsOfInterest(RegionsOfInterest.newBuilder().addRegions("DE"));
    }
    return event.build();
  }

  private void submitAll() {
    LongStream.range(0, KEYS).forEach(number -> driver.submit(event(number)));
    driver.runFor(Duration.ofSeconds(10));
  }

  /** Until the feed's first mark that is not about the time before the keys came. */
  private void runUntilMarked(String feed) {
    while (!isMarked(feed)) {
      driver.runFor(Duration.ofMillis(500));
      slices.addAll(driver.slices());
    }
  }

  private boolean isMarked(String feed) {
    return slices.stream()
        .anyMatch(slice ->
            slice.getFeed().equals(feed)
                && slice.getMark().getThroughSeconds()
                    > ProcessorDriver.START.plusSeconds(5).getEpochSecond());
  }

  private long told(String feed) {
    return slices.stream()
        .filter(slice -> slice.getFeed().equals(feed))
        .mapToLong(slice -> slice.getChunk().getKeysCount())
        .sum();
  }

  @Test
  void feedsWithFewKeysOrNoneAreMarkedBeforeTheLargeOneIsTold() {
    submitAll();

    runUntilMarked("B-DE");

    assertThat(told("B-DE")).isEqualTo(FEW.size());
    assertThat(isMarked("C-FR")).isTrue();
    assertThat(told("A")).as("of the large feed").isLessThan(KEYS / 2);
  }

  @Test
  void eachFeedHasItsKeysOnceAllTheSame() {
    submitAll();

    driver.runFor(Duration.ofSeconds(60));

    assertThat(driver.keys("A")).hasSize(KEYS).doesNotHaveDuplicates();
    assertThat(driver.keys("B-DE")).containsExactlyInAnyOrderElementsOf(FEW);
    assertThat(driver.keys("C-FR")).isEmpty();
    assertThat(driver.rejected()).isEmpty();
  }

  @Test
  void keyThatIsRevisedBetweenTheTwoWalksIsRevisedInTheNextBatchOfBothFeeds() {
    submitAll();
    runUntilMarked("B-DE");
    var revision = event(FEW.getLast()).toBuilder().setRevisionAuthorised(true);
    revision.getMetadataBuilder().setReportType(ReportType.CONFIRMED_TEST);

    driver.submit(revision.build());
    driver.runFor(Duration.ofSeconds(60));

    for (String feed : List.of("A", "B-DE")) {
      assertThat(reports(feed, FEW.getLast()))
          .as(feed)
          .containsExactly(ReportType.SELF_REPORT, ReportType.CONFIRMED_TEST);
    }
  }

  private List<ReportType> reports(String feed, long number) {
    return driver.sealed().stream()
        .filter(record -> record.getFeed().equals(feed))
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .filter(key -> TestKeys.number(key.getKeyData()) == number)
        .map(key -> key.getReportType())
        .toList();
  }
}
