package org.keyferry.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FakeKeys;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topics;

/**
 * A public feed, one for all peers and two regional ones, padded, over the whole topology: what the
 * difference between two of them shows.
 */
class CrossFedPaddingTest {
  private static final Duration WAIT = Duration.ofSeconds(60);

  /** The regional feeds wait, and then what takes their fakes. */
  private static final Duration LONG = Duration.ofSeconds(200);

  private final ProcessorDriver driver =
      new ProcessorDriver(
          TestPlans.plan(
              1,
              TestPlans.settings(300),
              TestPlans.feed("NL", 10, 20),
              peers("all", FeedKind.ALL_TO_ALL, "NL", 20),
              peers("to-BE", FeedKind.REGIONAL, "BE", 20),
              peers("to-DE", FeedKind.REGIONAL, "DE", 20)));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void feedOfPeersShowsTheFakesThatThePublicFeedShowsOfItsKeys() {
    submit(LongStream.range(0, 4), "BE");
    driver.runFor(LONG);

    assertThat(bytes("NL")).hasSize(20);
    assertThat(bytes("all")).isEqualTo(bytes("NL"));
    assertThat(bytes("to-BE")).isEqualTo(bytes("NL"));
    assertThat(bytes("to-DE")).isEmpty();
  }

  @Test
  void keyThatIsNotInTheFeedOfPeersTakesItsFakesAlong() {
    submit(LongStream.range(0, 4), "BE");
    submit(LongStream.range(4, 8));
    driver.runFor(LONG);

    assertThat(keys("NL")).as("two fakes of each, then two more and theirs").hasSize(24 + 24);
    assertThat(bytes("all")).isEqualTo(bytes("NL"));
    assertThat(keys("to-BE")).as("two more of each, since there are but four").hasSize(20);
    assertThat(bytes("NL")).containsAll(bytes("to-BE"));
  }

  @Test
  void fakesOfASmallFeedEnterTheWiderOnesOnceAndBeforeItIsSealed() {
    submit(LongStream.range(0, 30));
    submit(LongStream.of(100), "BE");
    driver.runFor(LONG);

    assertThat(keys("to-BE")).hasSize(20);
    assertThat(bytes("NL")).containsAll(bytes("to-BE"));
    assertThat(bytes("all")).containsAll(bytes("to-BE"));
    assertThat(twice("NL")).isEmpty();
    var records = driver.sealed();
    var before = new HashSet<ByteString>();
    for (SealedBatch record : records) {
      var batch = record.getChunk().getKeysList().stream().map(BatchKey::getKeyData).toList();
      if (record.getFeed().equals("NL")) {
        before.addAll(batch);
      } else if (record.getFeed().equals("to-BE")) {
        assertThat(before).containsAll(batch);
      }
    }
  }

  @Test
  void fakeThatTwoFeedsMadeIsInEachOfTheOthersOnce() {
    submit(LongStream.range(0, 30));
    submit(LongStream.of(100), "BE", "DE");
    driver.runFor(LONG);

    assertThat(bytes("to-BE")).isEqualTo(bytes("to-DE")).hasSize(20);
    for (String feed : List.of("NL", "all")) {
      assertThat(twice(feed)).isEmpty();
      assertThat(bytes(feed)).containsAll(bytes("to-BE"));
    }
  }

  @Test
  void publicBatchOfFakesOfOthersAloneIsAsLargeAsAny() {
    submit(LongStream.range(0, 30));
    submit(LongStream.range(100, 115), "BE");
    driver.runFor(LONG);

    var later =
        driver.manifests("NL").stream()
            .map(SealedBatch::getManifest)
            .filter(manifest -> manifest.getKeys() > 0)
            .skip(1)
            .toList();
    assertThat(later)
        .singleElement()
        .satisfies(manifest -> {
          assertThat(manifest.getKeys()).isGreaterThanOrEqualTo(20);
          assertThat(manifest.getPadding()).isEqualTo(manifest.getKeys());
        });
  }

  @Test
  void manifestsCountEveryFakeAsPadding() {
    submit(LongStream.range(0, 30));
    submit(LongStream.of(100), "BE");
    driver.runFor(LONG);

    for (String feed : List.of("NL", "all", "to-BE")) {
      var manifests = driver.manifests(feed).stream().map(SealedBatch::getManifest).toList();
      long keys = manifests.stream().mapToLong(manifest -> manifest.getKeys()).sum();
      long padding = manifests.stream().mapToLong(manifest -> manifest.getPadding()).sum();
      assertThat(keys).isEqualTo(keys(feed).size());
      assertThat(keys - padding).isEqualTo(feed.equals("to-BE") ? 1 : 31);
    }
  }

  @Test
  void windowsOfFeedsThatWaitFollowEachOther() {
    submit(LongStream.of(1), "BE");
    driver.runFor(Duration.ofSeconds(90));
    submit(LongStream.range(100, 130), "BE");
    driver.runFor(Duration.ofSeconds(60));
    submit(LongStream.of(2), "BE");
    driver.runFor(Duration.ofSeconds(130));

    for (String feed : List.of("NL", "all", "to-BE", "to-DE")) {
      var manifests = driver.manifests(feed);
      for (int i = 1; i < manifests.size(); i++) {
        assertThat(manifests.get(i).getSequence()).isEqualTo(i + 1);
        assertThat(manifests.get(i).getWindowStartSeconds())
            .isEqualTo(manifests.get(i - 1).getWindowEndSeconds());
      }
      assertThat(manifests.getLast().getWindowEndSeconds())
          .as(feed)
          .isGreaterThanOrEqualTo(START.getEpochSecond() + 200);
    }
    assertThat(driver.manifests("to-BE"))
        .extracting(SealedBatch::getManifest)
        .filteredOn(manifest -> manifest.getKeys() > 0)
        .hasSize(3);
    assertThat(twice("NL")).isEmpty();
  }

  @Test
  void feedOfPeersSealsABucketWithEnoughKeysAtOnce() {
    submit(LongStream.range(0, 30), "BE");
    driver.runFor(Duration.ofSeconds(15));

    assertThat(keys("to-BE")).hasSize(30);
  }

  @Test
  void revisedKeysNeitherCountNorGetFakesNorWait() {
    SubmittedKey key = withInterest(1, "BE");
    driver.submit(key);
    driver.runFor(Duration.ofSeconds(100));
    long before = keys("to-BE").size();
    var revision = key.toBuilder().setRevisionAuthorised(true);
    revision.getMetadataBuilder().setReportType(ReportType.CONFIRMED_TEST);
    driver.submit(revision.build());
    driver.runFor(Duration.ofSeconds(15));

    for (String feed : List.of("NL", "to-BE")) {
      assertThat(driver.manifests(feed).stream().map(SealedBatch::getManifest))
          .filteredOn(manifest -> manifest.getRevisedKeys() > 0)
          .singleElement()
          .satisfies(manifest -> {
            assertThat(manifest.getKeys()).isEqualTo(1);
            assertThat(manifest.getPadding()).isZero();
          });
    }
    assertThat(keys("to-BE")).hasSize(Math.toIntExact(before) + 1);
  }

  @Test
  void fakeIsNeverOlderInThePublicFeedThanAKeyCouldBe() {
    driver.runFor(Duration.ofSeconds(15));
    var young = fake(1, expired(1, driver.now()).getRollingStartIntervalNumber());
    var old = fake(2, young.getRollingStartIntervalNumber() - 13 * 144);
    sendFakes(young, old);
    driver.runFor(Duration.ofSeconds(15));

    assertThat(bytes("NL")).contains(young.getKeyData()).doesNotContain(old.getKeyData());
  }

  @Test
  void fakesThatAreNoneAreRejected() {
    driver.runFor(Duration.ofSeconds(15));
    driver.rejected();
    sendFakes();

    assertThat(driver.assertRejected("malformed-record").getDetail())
        .contains("expected fakes that ascend");
  }

  private void sendFakes(BatchKey... fakes) {
    var slice =
        FeedSlice.newBuilder()
            .setFeed("NL")
            .setFakes(
                FakeKeys.newBuilder()
                    .setBy("to-BE")
                    .setSequence(1)
                    .setWindowEndSeconds(START.getEpochSecond() + 10)
                    .addAllKeys(List.of(fakes))
                    .setLast(true))
            .build();
    driver.send(Topics.FEEDS_SLICES, "NL".getBytes(UTF_8), slice.toByteArray(), driver.now());
  }

  private static BatchKey fake(int number, int start) {
    return BatchKey.newBuilder()
        .setKeyData(
            ByteString.copyFrom(
                new byte[] {(byte) number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5}))
        .setRollingStartIntervalNumber(start)
        .setRollingPeriod(144)
        .setReportType(ReportType.CONFIRMED_TEST)
        .build();
  }

  private void submit(LongStream numbers, String... interest) {
    numbers.forEach(number -> driver.submit(withInterest(number, interest)));
  }

  private SubmittedKey withInterest(long number, String... interest) {
    var key = submitted(expired(number, driver.now())).toBuilder().setConsentToFederation(true);
    key.getMetadataBuilder().setReportType(ReportType.SELF_REPORT);
    return key.setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(List.of(interest)))
        .setRevisionProof(ByteString.copyFromUtf8("12345678"))
        .build();
  }

  private List<BatchKey> keys(String feed) {
    return driver.sealed().stream()
        .filter(record -> record.getFeed().equals(feed))
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .toList();
  }

  private Set<ByteString> bytes(String feed) {
    var bytes = new HashSet<ByteString>();
    keys(feed).forEach(key -> bytes.add(key.getKeyData()));
    return bytes;
  }

  private List<ByteString> twice(String feed) {
    var once = new HashSet<ByteString>();
    return keys(feed).stream().map(BatchKey::getKeyData).filter(key -> !once.add(key)).toList();
  }

  private static Feed peers(String id, FeedKind kind, String region, int minimum) {
    return new Feed(
        id,
        kind,
        new Region(region),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        minimum,
        WAIT,
        null,
        null);
  }
}
