package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedFiles;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;

/** Two feeds with different buckets and minimum sizes at once. */
class SeveralFeedsTest {
  private final ProcessorDriver driver =
      new ProcessorDriver(
          TestPlans.plan(
              1,
              TestPlans.settings(300),
              TestPlans.feed("NL", 10, 0),
              TestPlans.feed("NL-30", 30, 40)));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void eachFeedHasEveryKeyOnceInItsOwnBuckets() {
    for (int second = 0; second < 30; second += 10) {
      for (int i = 0; i < 20; i++) {
        driver.submit(submitted(expired(second * 100L + i, driver.now())));
      }
      driver.runFor(Duration.ofSeconds(10));
    }
    driver.runFor(Duration.ofSeconds(5));

    List<Long> all =
        LongStream.of(0, 1000, 2000)
            .flatMap(from -> LongStream.range(from, from + 20))
            .boxed()
            .toList();
    assertThat(driver.keys("NL")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(driver.keys("NL-30")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(driver.manifests("NL"))
        .extracting(b -> b.getManifest().getKeys())
        .containsExactly(20L, 20L, 20L);
    assertThat(driver.manifests("NL-30"))
        .singleElement()
        .satisfies(batch -> {
          assertThat(batch.getWindowStartSeconds()).isEqualTo(START.getEpochSecond());
          assertThat(batch.getWindowEndSeconds()).isEqualTo(START.getEpochSecond() + 30);
        });
  }

  @ParameterizedTest
  @MethodSource("stepsOfAboutABatch")
  void feedsThatAreDueTogetherAreSealedTogetherHoweverStepsFallOnThem(int stepKeys) {
    var feeds = List.of("A", "B", "C", "D");
    try (var together =
        new ProcessorDriver(
            TestPlans.plan(
                1,
                TestPlans.settings(stepKeys),
                feeds.stream().map(id -> TestPlans.feed(id, 10, 0)).toArray(Feed[]::new)))) {
      for (int i = 0; i < 20; i++) {
        together.submit(submitted(expired(i, together.now())));
      }
      together.runFor(Duration.ofSeconds(18));

      assertThat(feeds).allSatisfy(id -> assertThat(together.keys(id)).hasSize(20));
    }
  }

  static IntStream stepsOfAboutABatch() {
    return IntStream.rangeClosed(18, 46);
  }

  @Test
  void largeBatchDoesNotDelayTheBatchOfAnotherFeed() {
    try (var uneven =
        new ProcessorDriver(
            TestPlans.plan(
                1,
                TestPlans.settings(300),
                TestPlans.feed("A-30", 30, 0),
                TestPlans.feed("NL", 10, 0)))) {
      for (int i = 0; i < 3_000; i++) {
        uneven.submit(submitted(expired(i, uneven.now())));
      }
      uneven.runFor(Duration.ofSeconds(25));
      uneven.submit(submitted(expired(3_001, uneven.now())));
      uneven.runFor(Duration.ofSeconds(60));

      var manifests = uneven.sealed().stream().filter(SealedBatch::hasManifest).toList();
      assertThat(manifests)
          .filteredOn(batch -> batch.getWindowEndSeconds() == START.getEpochSecond() + 30)
          .extracting(SealedBatch::getFeed)
          .containsExactly("NL", "A-30");
    }
  }

  @Test
  void smallBatchIsPaddedToTheMinimumWithMetadataOfItsKeys() {
    driver.submit(submitted(expired(1, driver.now())));
    driver.runFor(Duration.ofSeconds(35));

    var manifest = driver.manifests("NL-30").getFirst().getManifest();
    assertThat(manifest.getKeys()).isEqualTo(40);
    assertThat(manifest.getPadding()).isEqualTo(39);
    assertThat(batchKeys("NL-30"))
        .hasSize(40)
        .extracting(BatchKey::getKeyData)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator());
    assertThat(batchKeys("NL-30"))
        .extracting(BatchKey::getRollingStartIntervalNumber)
        .containsOnly(expired(1, START).getRollingStartIntervalNumber());
  }

  @Test
  void emptyBatchIsNotPadded() {
    driver.runFor(Duration.ofSeconds(35));

    assertThat(driver.manifests("NL-30").getFirst().getManifest().getKeys()).isZero();
  }

  @Test
  void largeBatchIsChunkedWithinTheStepAndItsManifestNamesTheChunks()
      throws NoSuchAlgorithmException {
    LongStream.range(0, 2000)
        .forEach(number -> driver.submit(submitted(expired(number, driver.now()))));
    driver.runFor(Duration.ofSeconds(60));

    var records = driver.sealed().stream().filter(r -> r.getFeed().equals("NL")).toList();
    var chunks = records.stream().filter(SealedBatch::hasChunk).toList();
    var manifest = driver.manifests("NL").getFirst().getManifest();
    var digests = new ArrayList<ByteString>();
    for (SealedBatch chunk : chunks) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chunk.toByteArray());
      digests.add(ByteString.copyFrom(digest));
    }
    assertThat(chunks)
        .hasSizeGreaterThan(1)
        .allSatisfy(chunk -> assertThat(chunk.getChunk().getKeysCount()).isLessThanOrEqualTo(300))
        .extracting(chunk -> chunk.getChunk().getNumber())
        .isSorted();
    assertThat(manifest.getChunkSha256List()).isEqualTo(digests);
    assertThat(manifest.getKeys()).isEqualTo(2000);
    assertThat(batchKeys("NL"))
        .extracting(BatchKey::getKeyData)
        .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator())
        .doesNotHaveDuplicates()
        .hasSize(2000);
  }

  @Test
  void manifestTellsWhoReadsTheBatchAndWhatItsFilesAreLike() {
    var files = new FeedFiles(null, Duration.ofDays(3), 500, null, null);
    var peers =
        new Feed(
            "all",
            FeedKind.ALL_TO_ALL,
            new Region("NL"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            0,
            null,
            null,
            files);
    try (var both =
        new ProcessorDriver(
            TestPlans.plan(1, TestPlans.settings(300), TestPlans.feed("NL", 10, 0), peers))) {
      both.submit(
          submitted(expired(1, both.now())).toBuilder().setConsentToFederation(true).build());
      both.runFor(Duration.ofSeconds(25));

      assertThat(both.manifests("all"))
          .extracting(b -> b.getManifest().getKeys())
          .containsExactly(1L, 0L);
      assertThat(both.manifests("all"))
          .allSatisfy(batch -> {
            assertThat(batch.getManifest().getAudience()).isEqualTo(BatchAudience.PEERS);
            assertThat(batch.getManifest().getFeedKind())
                .as("by which peers find it")
                .isEqualTo(BatchFeedKind.FEED_ALL_TO_ALL);
            assertThat(batch.getManifest().getRetentionSeconds()).isEqualTo(3 * 86_400);
            assertThat(batch.getManifest().getMaximumKeysPerFile()).isEqualTo(500);
          });
      assertThat(both.manifests("NL"))
          .hasSize(2)
          .allSatisfy(batch -> {
            assertThat(batch.getManifest().getAudience()).isEqualTo(BatchAudience.PHONES);
            assertThat(batch.getManifest().getRetentionSeconds()).isZero();
            assertThat(batch.getManifest().getMaximumKeysPerFile()).isZero();
          });
    }
  }

  private List<BatchKey> batchKeys(String feed) {
    return driver.sealed().stream()
        .filter(record -> record.getFeed().equals(feed))
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .toList();
  }
}
