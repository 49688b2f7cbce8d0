package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedFiles;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.ForeignOrigin;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topics;

/** What sealed batches say of where keys come from: settings say it, or sources, never persons. */
class ToldPlacesTest {
  private static final FeedSources NAMED =
      new FeedSources(List.of("BE", "FR", "GB-SCT"), null, null, null, null, null);

  @Test
  @Tag("N18")
  @Tag("V17")
  void hubIsToldTheHomeRegionAndTheCountriesOfTheSettingsWhateverPersonsDeclared() {
    var hub = feed("efgs", FeedKind.HUB, null, 0, files(null, "DE", "BE"));

    var declaredOne = sealed(List.of(hub), "efgs", local(1, "GB-SCT"), local(2, "IT-BZ"));
    var declaredOther = sealed(List.of(hub), "efgs", local(1), local(2, "DE", "FR"));

    assertThat(declaredOther).isEqualTo(declaredOne);
    assertThat(manifest(declaredOne).getOrigin()).isEqualTo("NL");
    assertThat(countries(declaredOne)).containsExactly("DE", "BE");
    assertThat(keys(declaredOne)).hasSize(2).allMatch(key -> key.getOrigin().isEmpty());
  }

  @Test
  void emptyWindowOfAHubSaysTheSameAsAFullOne() {
    var hub = feed("efgs", FeedKind.HUB, null, 0, files(null, "DE"));

    var sealed = sealed(List.of(hub), "efgs");

    assertThat(manifest(sealed).getKeys()).isZero();
    assertThat(manifest(sealed).getOrigin()).isEqualTo("NL");
    assertThat(countries(sealed)).containsExactly("DE");
  }

  @Test
  void gatewayFeedThatKeepsOriginsHasThemOnKeysAndOnTheirFakes() {
    var gateway = feed("onward", FeedKind.GATEWAY, NAMED, 20, files(ForeignOrigin.KEEP));

    var sealed = sealed(List.of(gateway), "onward", remote(1, "BE"), remote(2, "GB-SCT"));

    assertThat(manifest(sealed).getOrigin()).isEmpty();
    assertThat(manifest(sealed).getPadding()).isEqualTo(18);
    assertThat(keys(sealed).stream().filter(key -> key.getOrigin().equals("BE"))).hasSize(10);
    assertThat(keys(sealed).stream().filter(key -> key.getOrigin().equals("GB-SCT"))).hasSize(10);
  }

  @Test
  void revisedKeyKeepsItsOriginToo() {
    var gateway = feed("onward", FeedKind.GATEWAY, NAMED, 0, files(ForeignOrigin.KEEP));
    try (var driver = driver(List.of(gateway))) {
      send(driver, remote(1, "BE").toBuilder().setMetadata(likely()).build());
      driver.runFor(Duration.ofSeconds(15));
      send(driver, remote(1, "BE"));
      driver.runFor(Duration.ofSeconds(15));

      var revised =
          driver.sealed().stream().filter(record -> record.getChunk().getRevised()).toList();
      assertThat(keys(revised)).extracting(BatchKey::getOrigin).containsExactly("BE");
    }
  }

  @ParameterizedTest
  @CsvSource({"OWN,NL", "DROP,''"})
  void gatewayFeedNamesHomeForAllOrNothing(ForeignOrigin foreignOrigin, String told) {
    var gateway = feed("onward", FeedKind.GATEWAY, NAMED, 0, files(foreignOrigin));

    var one = sealed(List.of(gateway), "onward", remote(1, "BE"), remote(2, "FR"));
    var permuted = sealed(List.of(gateway), "onward", remote(1, "FR"), remote(2, "BE"));

    assertThat(manifest(one).getOrigin()).isEqualTo(told);
    assertThat(keys(one)).hasSize(2);
    assertThat(permuted).isEqualTo(one);
  }

  /** Padded, so that fakes of the gateway feed go to the public one. */
  @Test
  @Tag("SP2")
  void keptOriginIsInNoOtherFeedAndInNothingThatFeedsTellEachOther() {
    var gateway = feed("onward", FeedKind.GATEWAY, NAMED, 60, files(ForeignOrigin.KEEP));
    try (var driver =
        driver(
            List.of(
                TestPlans.feed("NL", 10, 20),
                feed("all", FeedKind.ALL_TO_ALL, null, 20, null),
                feed("to-BE", FeedKind.REGIONAL, null, 20, null),
                gateway))) {
      send(driver, remote(1, "GB-SCT"));
      driver.submit(local(2, "BE"));
      driver.runFor(Duration.ofMinutes(2));

      var sealed = driver.sealed();
      var slices = driver.slices();
      assertThat(slices).as("control").anyMatch(slice -> slice.hasFakes());
      assertThat(text(sealed.stream().filter(ToldPlacesTest::isOnward)))
          .anyMatch(each -> each.contains("GB-SCT"));
      assertThat(text(sealed.stream().filter(record -> !isOnward(record))))
          .isNotEmpty()
          .noneMatch(each -> each.contains("GB-SCT"));
      assertThat(slices.stream().filter(slice -> !slice.getFeed().equals("onward")))
          .extracting(FeedSlice::toByteString)
          .noneMatch(bytes -> text(bytes).contains("GB-SCT"));
    }
  }

  @Test
  void changedSettingHoldsForWhatIsReleasedFromItsBoundaryOn() {
    var dropping = feed("onward", FeedKind.GATEWAY, NAMED, 0, files(ForeignOrigin.DROP));
    var keeping = feed("onward", FeedKind.GATEWAY, NAMED, 0, files(ForeignOrigin.KEEP));
    try (var driver = driver(List.of(dropping))) {
      driver.plan().learn(change(keeping), START);
      send(driver, remote(1, "BE"));
      driver.runFor(Duration.ofSeconds(21));
      send(driver, remote(2, "BE"));
      driver.runFor(Duration.ofSeconds(15));

      assertThat(keys(driver.sealed())).extracting(BatchKey::getOrigin).containsExactly("", "BE");
    }
  }

  private static PlanChange change(Feed feed) {
    return PlanChange.newBuilder()
        .setId("keep")
        .setNotBeforeSeconds(START.plusSeconds(20).getEpochSecond())
        .putAllSettings(TestPlans.write(TestPlans.feeds(feed)))
        .build();
  }

  private static KeyMetadata likely() {
    return TestKeys.confirmed().toBuilder()
        .setReportType(ReportType.CONFIRMED_CLINICAL_DIAGNOSIS)
        .build();
  }

  private static boolean isOnward(SealedBatch record) {
    return record.getFeed().equals("onward");
  }

  private static Stream<String> text(Stream<SealedBatch> records) {
    return records.map(SealedBatch::toByteString).map(ToldPlacesTest::text);
  }

  private static String text(ByteString bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static Feed feed(
      String id, FeedKind kind, FeedSources from, int minimum, FeedFiles files) {
    return new Feed(
        id,
        kind,
        new Region("BE"),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        minimum,
        Duration.ZERO,
        from,
        files);
  }

  private static FeedFiles files(ForeignOrigin foreignOrigin, String... countries) {
    var visited = Stream.of(countries).map(Region::new).toList();
    return new FeedFiles(null, null, null, foreignOrigin, visited);
  }

  private static ProcessorDriver driver(List<Feed> feeds) {
    return new ProcessorDriver(
        TestPlans.plan(1, TestPlans.settings(1000), feeds.toArray(Feed[]::new)));
  }

  /** The feed's records after all of these arrived in one bucket. */
  private static List<SealedBatch> sealed(List<Feed> feeds, String feed, Object... keys) {
    try (var driver = driver(feeds)) {
      for (Object key : keys) {
        send(driver, key);
      }
      driver.runFor(Duration.ofSeconds(15));
      return driver.sealed().stream().filter(record -> record.getFeed().equals(feed)).toList();
    }
  }

  private static void send(ProcessorDriver driver, Object key) {
    switch (key) {
      case SubmittedKey local -> driver.submit(local);
      case FederatedKey remote ->
          driver.send(
              Topics.KEYS_FEDERATED,
              remote.getTemporaryExposureKey().getKeyData().toByteArray(),
              remote.toByteArray(),
              driver.now());
      default -> throw new IllegalArgumentException(key.getClass().getName());
    }
  }

  private static SealedManifest manifest(List<SealedBatch> records) {
    return records.stream()
        .filter(SealedBatch::hasManifest)
        .findFirst()
        .orElseThrow()
        .getManifest();
  }

  private static List<String> countries(List<SealedBatch> records) {
    return manifest(records).getVisitedCountriesList();
  }

  private static List<BatchKey> keys(List<SealedBatch> records) {
    return records.stream().flatMap(record -> record.getChunk().getKeysList().stream()).toList();
  }

  private static SubmittedKey local(long number, String... declared) {
    return TestKeys.submitted(expired(number, START)).toBuilder()
        .setConsentToFederation(true)
        .setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(List.of(declared)))
        .build();
  }

  private static FederatedKey remote(long number, String origin) {
    return TestKeys.federated(expired(number, START), origin, null);
  }
}
