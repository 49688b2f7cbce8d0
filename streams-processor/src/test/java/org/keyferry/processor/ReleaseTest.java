package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;
import static org.keyferry.processor.TestKeys.validUntil;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SealedBatch;

/** Which batch a key is in, through the whole topology. */
class ReleaseTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final ProcessorDriver driver =
      new ProcessorDriver(TestPlans.plan(1, TestPlans.settings(1000), TestPlans.feed("NL", 10, 0)));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void expiredKeyIsInTheBatchOfItsArrival() {
    driver.submit(submitted(expired(1, driver.now())));

    driver.runFor(Duration.ofSeconds(15));

    var batch = driver.manifests("NL").getFirst();
    assertThat(driver.keys("NL")).containsExactly(1L);
    assertThat(window(batch)).containsExactly(START, START.plus(TEN_SECONDS));
    assertThat(batch.getManifest().getRegion()).isEqualTo("NL");
    assertThat(batch.getManifest().getKeys()).isEqualTo(1);
  }

  @Test
  void keysOfABatchAscendWhateverTheirOrderOfArrival() {
    List<Long> numbers = LongStream.range(0, 500).boxed().toList();
    numbers.forEach(number -> driver.submit(submitted(expired(number, driver.now()))));

    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).containsExactlyInAnyOrderElementsOf(numbers);
    assertThat(driver.sealed().getFirst().getChunk().getKeysList())
        .isSortedAccordingTo((one, other) ->
            com.google.protobuf.ByteString.unsignedLexicographicalComparator()
                .compare(one.getKeyData(), other.getKeyData()));
  }

  @Test
  void keyThatMayStillBeBroadcastWaitsForTheEmbargoAfterItsValidity() {
    Instant end = START.plus(Duration.ofHours(3));
    driver.submit(submitted(validUntil(1, end)));

    driver.jump(Duration.ofHours(5));
    driver.runFor(Duration.ofSeconds(5));
    assertThat(driver.keys("NL")).isEmpty();

    driver.runFor(Duration.ofSeconds(10));
    assertThat(driver.keys("NL")).containsExactly(1L);
    assertThat(window(driver.manifests("NL").getLast()))
        .containsExactly(
            end.plus(Duration.ofHours(2)), end.plus(Duration.ofHours(2)).plus(TEN_SECONDS));
  }

  @Test
  void keyWhoseBucketIsSealedGoesToTheOpenOne() {
    driver.runFor(Duration.ofSeconds(25));
    driver.submit(submitted(expired(1, START)), START);

    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).containsExactly(1L);
    assertThat(window(driver.manifests("NL").getLast())).contains(START.plusSeconds(20));
  }

  @Test
  void repeatInALaterBucketChangesNothing() {
    var event = submitted(expired(1, driver.now()));
    driver.submit(event);
    driver.runFor(Duration.ofSeconds(15));
    driver.submit(event);

    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).containsExactly(1L);
    assertThat(driver.rejected()).isEmpty();
    assertThat(driver.count("keyferry.keys.repeated")).isEqualTo(1);
  }

  @Test
  void repeatInTheSameBucketChangesNothing() {
    var event = submitted(expired(1, driver.now()));
    driver.submit(event);
    driver.submit(event);

    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).containsExactly(1L);
    assertThat(driver.count("keyferry.keys.admitted")).isEqualTo(1);
    assertThat(driver.count("keyferry.keys.repeated")).isEqualTo(1);
  }

  @Test
  void idleFeedSealsEveryBucketAsAnEmptyBatch() {
    driver.runFor(Duration.ofSeconds(35));

    assertThat(driver.manifests("NL"))
        .extracting(SealedBatch::getSequence)
        .containsExactly(1L, 2L, 3L);
    assertThat(driver.manifests("NL"))
        .allSatisfy(batch -> assertThat(batch.getManifest().getKeys()).isZero())
        .allSatisfy(batch -> assertThat(batch.getManifest().getChunkSha256List()).isEmpty());
  }

  @Test
  void everythingIsPublishedAfterTwoDaysAwayAndTheEmptyTimeIsOneBatch() {
    driver.submit(submitted(expired(1, driver.now())));
    driver.submit(submitted(validUntil(2, START.plus(Duration.ofHours(10)))));
    driver.jump(Duration.ofDays(2));
    driver.submit(submitted(expired(3, START)), START.plus(Duration.ofHours(1)));

    driver.runFor(Duration.ofSeconds(20));

    assertThat(driver.keys("NL")).containsExactly(1L, 2L, 3L);
    assertThat(driver.manifests("NL"))
        .extracting(batch -> batch.getManifest().getKeys())
        .startsWith(1L, 0L, 1L, 0L, 1L)
        .hasSizeLessThan(8);
    assertThat(windowsFollowEachOther(driver.manifests("NL"))).isTrue();
  }

  @Test
  void clockThatStepsBackReopensNothing() {
    driver.submit(submitted(expired(1, driver.now())));
    driver.runFor(Duration.ofSeconds(25));
    driver.submit(submitted(expired(2, START)), START.minusSeconds(600));

    driver.runFor(Duration.ofSeconds(20));

    assertThat(driver.keys("NL")).containsExactly(1L, 2L);
    assertThat(windowsFollowEachOther(driver.manifests("NL"))).isTrue();
  }

  @Test
  void openBucketsTellWhatWaits() {
    driver.submit(submitted(expired(1, driver.now())));
    driver.submit(submitted(expired(2, driver.now())));

    var before = driver.observation().openBuckets();
    driver.runFor(Duration.ofSeconds(15));
    var after = driver.observation().openBuckets();

    assertThat(before).singleElement().extracting("feed", "keys").containsExactly("NL", 2L);
    assertThat(after).singleElement().extracting("keys").isEqualTo(0L);
    assertThat(driver.observation().newestSealed())
        .singleElement()
        .extracting("feed", "sequence", "keys")
        .containsExactly("NL", 1L, 2L);
    assertThat(driver.count("keyferry.batches.sealed", "feed", "NL")).isEqualTo(1);
  }

  private static List<Instant> window(SealedBatch batch) {
    return List.of(
        Instant.ofEpochSecond(batch.getWindowStartSeconds()),
        Instant.ofEpochSecond(batch.getWindowEndSeconds()));
  }

  private static boolean windowsFollowEachOther(List<SealedBatch> batches) {
    for (int i = 1; i < batches.size(); i++) {
      var before = batches.get(i - 1);
      var batch = batches.get(i);
      if (batch.getSequence() != before.getSequence() + 1
          || batch.getWindowStartSeconds() != before.getWindowEndSeconds()) {
        return false;
      }
    }
    return true;
  }
}
