package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.federated;
import static org.keyferry.processor.TestKeys.submitted;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SettledMark;
import org.keyferry.event.v1.SliceChunk;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** What goes no further is told by place and reason, and what comes after it goes on. */
class RefusalTest {
  private static final byte[] KEY = TestKeys.bytes(7).toByteArray();
  private static final byte[] GARBAGE = {(byte) 0xFF, (byte) 0xFF, 3};

  private final ProcessorDriver driver =
      new ProcessorDriver(TestPlans.plan(1, TestPlans.settings(1000), TestPlans.feed("NL", 10, 0)));

  @AfterEach
  void close() {
    driver.close();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("bytes that are no event", Topics.KEYS_SUBMITTED, GARBAGE),
        Arguments.of("no value", Topics.KEYS_SUBMITTED, null),
        Arguments.of("no bytes", Topics.KEYS_SUBMITTED, new byte[0]),
        Arguments.of("bytes that are no event", Topics.KEYS_FEDERATED, GARBAGE),
        Arguments.of("no value", Topics.KEYS_FEDERATED, null),
        Arguments.of("no bytes", Topics.KEYS_FEDERATED, new byte[0]),
        Arguments.of("bytes that are no event", Topics.FEEDS_SLICES, GARBAGE),
        Arguments.of("no value", Topics.FEEDS_SLICES, null),
        Arguments.of("no content", Topics.FEEDS_SLICES, slice().build().toByteArray()),
        Arguments.of("unknown feed", Topics.FEEDS_SLICES, bytes(slice().setFeed("XX"), 1)),
        Arguments.of(
            "no such partition", Topics.FEEDS_SLICES, bytes(slice().setKeyPartition(9), 1)),
        Arguments.of("keys that descend", Topics.FEEDS_SLICES, bytes(slice(), 2, 1)),
        Arguments.of("a key twice", Topics.FEEDS_SLICES, bytes(slice(), 1, 1)),
        Arguments.of("no keys", Topics.FEEDS_SLICES, bytes(slice())),
        Arguments.of("a mark that ends before it begins", Topics.FEEDS_SLICES, mark(20, 10)));
  }

  private static FeedSlice.Builder slice() {
    return FeedSlice.newBuilder().setFeed("NL");
  }

  private static byte[] mark(long from, long through) {
    return slice()
        .setMark(SettledMark.newBuilder().setFromSeconds(from).setThroughSeconds(through))
        .build()
        .toByteArray();
  }

  private static byte[] bytes(FeedSlice.Builder slice, int... firstBytes) {
    var chunk = SliceChunk.newBuilder().setGrainStartSeconds(START.getEpochSecond());
    for (int first : firstBytes) {
      byte[] key = new byte[16];
      key[0] = (byte) first;
      chunk.addKeys(
          BatchKey.newBuilder().setKeyData(ByteString.copyFrom(key)).setRollingPeriod(144));
    }
    return slice.setChunk(chunk).build().toByteArray();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("malformed")
  void malformedRecordIsRejectedAndTheStreamGoesOn(String what, Topic<?> topic, byte[] value) {
    driver.send(topic, "NL".getBytes(StandardCharsets.UTF_8), value, START);
    driver.submit(submitted(expired(1, START)));
    driver.runFor(Duration.ofSeconds(15));

    var rejected = driver.assertRejected("malformed-record");
    assertThat(rejected.getTopic()).isEqualTo(topic.name());
    assertThat(rejected.getPartition()).isZero();
    assertThat(rejected.getOffset()).isZero();
    assertThat(rejected.getDetail()).startsWith("expected ").contains("expected");
    assertThat(rejected.getArrivalSeconds()).isEqualTo(START.getEpochSecond());
    assertThat(driver.keys("NL")).containsExactly(1L);
    assertThat(driver.count("keyferry.keys.rejected", "reason", "malformed-record")).isEqualTo(1);
  }

  static Stream<Arguments> refusedKeys() {
    var good = expired(7, START);
    return Stream.of(
        Arguments.of("rolling-period-out-of-range", good.toBuilder().setRollingPeriod(145)),
        Arguments.of("rolling-period-out-of-range", good.toBuilder().setRollingPeriod(0)),
        Arguments.of("start-out-of-range", good.toBuilder().setRollingStartIntervalNumber(-1)),
        Arguments.of("start-in-future", good.toBuilder().setRollingStartIntervalNumber(9_999_999)),
        Arguments.of("too-old", good.toBuilder().setRollingStartIntervalNumber(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedKeys")
  void keyThatAdmissionRefusesIsRejected(String reason, TemporaryExposureKey.Builder key) {
    driver.submit(submitted(key.build()));

    driver.assertRejected(reason);
  }

  @Test
  void keyOfAnotherLengthIsRejected() {
    var key = expired(7, START).toBuilder().setKeyData(ByteString.copyFrom(new byte[15])).build();
    driver.submit(submitted(key));

    driver.assertRejected("key-length-not-16");
  }

  @Test
  void recordWhoseKeyIsNotTheKeyBytesIsRejected() {
    driver.send(
        Topics.KEYS_SUBMITTED, new byte[16], submitted(expired(7, START)).toByteArray(), START);

    driver.assertRejected("record-key-differs");
  }

  @Test
  void rejectionHoldsNoKeyBytes() {
    var key = expired(7, START).toBuilder().setRollingPeriod(145).build();
    driver.submit(submitted(key));

    byte[] rejected = driver.assertRejected("rolling-period-out-of-range").toByteArray();
    assertThat(new String(rejected, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(KEY, 0, 8, StandardCharsets.ISO_8859_1));
  }

  @Test
  void ownKeyThatAnotherBackendReturnsIsRejected() {
    federate(federated(expired(7, START), "NL", null));

    driver.assertRejected("own-key-returned");
  }

  @Test
  @Tag("N03")
  void keyThatPassedThroughTooManyBackendsIsRejected() {
    federate(through(9));

    assertThat(driver.assertRejected("too-many-hops").getDetail())
        .isEqualTo("expected a way through at most 8 backends, got 9");
  }

  @Test
  void keyThatPassedThroughAsManyAsMayBeIsPublished() {
    federate(through(8));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).containsExactly(7L);
  }

  private static FederatedKey through(int backends) {
    var way = IntStream.range(0, backends).mapToObj(i -> "hub-" + i).toList();
    return federated(expired(7, START), "BE", null).toBuilder().addAllVia(way).build();
  }

  @Test
  void remoteKeyWithoutAnOriginIsRejected() {
    federate(federated(expired(7, START), "", null));

    driver.assertRejected("origin-not-allowed");
  }

  @Test
  void sameBytesWithOtherTimingWhileHeldAreRejectedAndTheFirstStays() {
    driver.submit(submitted(expired(7, START)));
    driver.submit(submitted(expired(7, START).toBuilder().setRollingPeriod(100).build()));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.assertRejected("timing-differs").getOffset()).isEqualTo(1);
    assertThat(onlyKey().getRollingPeriod()).isEqualTo(144);
  }

  @Test
  void sameBytesWithOtherTimingAfterReleaseAreRejected() {
    driver.submit(submitted(expired(7, START)));
    driver.runFor(Duration.ofSeconds(15));
    driver.submit(submitted(expired(7, START).toBuilder().setRollingPeriod(100).build()));
    driver.runFor(Duration.ofSeconds(15));

    var rejected = driver.assertRejected("timing-differs");
    assertThat(rejected.getTopic()).isEqualTo(Topics.KEYS_SUBMITTED.name());
    assertThat(rejected.getOffset()).isEqualTo(1);
    assertThat(onlyKey().getRollingPeriod()).isEqualTo(144);
  }

  @Test
  void otherReportTypeIsRejectedAndTheFirstStays() {
    driver.submit(submitted(expired(7, START)));
    driver.submit(withReport(ReportType.SELF_REPORT));
    driver.runFor(Duration.ofSeconds(15));
    driver.submit(withReport(ReportType.CONFIRMED_CLINICAL_DIAGNOSIS));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.rejected())
        .extracting("reason")
        .containsExactly("revision-not-authorised", "revision-not-authorised");
    assertThat(onlyKey().getReportType()).isEqualTo(ReportType.CONFIRMED_TEST);
  }

  @Test
  void negativeResultForAnUnknownKeyIsRejectedAndDoesNotBlockTheKey() {
    driver.submit(withReport(ReportType.REVOKED));
    driver.submit(submitted(expired(7, START)));
    driver.runFor(Duration.ofSeconds(15));

    driver.assertRejected("nothing-to-revoke");
    assertThat(driver.keys("NL")).containsExactly(7L);
  }

  @Test
  void negativeResultForAKnownKeyIsRejected() {
    driver.submit(submitted(expired(7, START)));
    driver.runFor(Duration.ofSeconds(15));
    driver.submit(withReport(ReportType.REVOKED));

    driver.assertRejected("revision-not-authorised");
  }

  @Test
  void remoteKeyForOtherRegionsIsCountedAndNothingElse() {
    var elsewhere = RegionsOfInterest.newBuilder().addRegions("DE").build();
    federate(federated(expired(7, START), "BE", elsewhere));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).isEmpty();
    assertThat(driver.rejected()).isEmpty();
    assertThat(driver.count("keyferry.keys.unrouted")).isEqualTo(1);
  }

  @Test
  void remoteKeyForOurRegionIsInOurBatch() {
    var here = RegionsOfInterest.newBuilder().addRegions("DE").addRegions("NL").build();
    federate(federated(expired(7, START), "BE", here));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).containsExactly(7L);
  }

  private BatchKey onlyKey() {
    return driver.sealed().stream()
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .reduce((one, other) -> {
          throw new AssertionError("more than one key is published");
        })
        .orElseThrow();
  }

  private static SubmittedKey withReport(ReportType type) {
    var event = submitted(expired(7, START)).toBuilder();
    event.getMetadataBuilder().setReportType(type);
    return event.build();
  }

  private void federate(FederatedKey event) {
    driver.send(Topics.KEYS_FEDERATED, KEY, event.toByteArray(), driver.now());
  }
}
