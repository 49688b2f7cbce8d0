package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.topic.Topics;

/** What the bytes of stores, changelogs and sealed batches tell, and what they don't. */
class FeedSecrecyTest {
  private static final String WITH_FEED = "GB-SCT";
  private static final String WITHOUT_FEED = "IT-BZ";
  private static final String LOCAL_ORIGIN = "NL-ZHA";
  private static final String REMOTE_ORIGIN = "BE-WLX";
  private static final String PEER = "peer.of.wallonia";
  private static final String REGIONAL = "to-the-north";

  private final ProcessorPlan plan =
      TestPlans.plan(
          1,
          TestPlans.settings(1000),
          TestPlans.feed("NL", 10, 0),
          TestPlans.feed("all", FeedKind.ALL_TO_ALL, "NL", null),
          TestPlans.feed(REGIONAL, FeedKind.REGIONAL, WITH_FEED, null));

  @Test
  @Tag("V07")
  @Tag("V17")
  void declaredRegionsAreInNoStoreAndOriginGoesNoFurtherThanWhereKeysWait() {
    try (var driver = new ProcessorDriver(plan)) {
      driver.submit(local(1, WITH_FEED, WITHOUT_FEED));
      federate(driver, remote(2, PEER, REMOTE_ORIGIN));
      var seen = new TreeMap<String, List<byte[]>>();
      addAll(seen, driver.stored());
      assertThat(where(seen, REGIONAL))
          .as("control: a set of feeds is held")
          .contains(ProcessorStores.HELD_KEYS);

      driver.runFor(Duration.ofSeconds(15));
      addAll(seen, driver.stored());
      addAll(seen, driver.produced());

      assertThat(seen).containsKeys(Topics.BATCHES_SEALED.name(), Topics.FEEDS_SLICES.name());
      assertThat(seen.keySet()).anyMatch(name -> name.endsWith("held-keys-changelog"));
      assertThat(where(seen, WITHOUT_FEED)).isEmpty();
      for (String source : List.of(LOCAL_ORIGIN, REMOTE_ORIGIN, PEER)) {
        assertThat(where(seen, source))
            .as(source)
            .allMatch(name -> name.contains(ProcessorStores.HELD_KEYS));
      }
      assertThat(where(seen, WITH_FEED))
          .as("only manifests name the region that the plan gives the feed")
          .containsExactly(Topics.BATCHES_SEALED.name());
    }
  }

  @Test
  @Tag("V17")
  void keyIsSealedAlikeWhateverElseItsPersonDeclared() {
    var one = sealed(List.of(local(1, WITH_FEED)), List.of(), REGIONAL);
    var other = sealed(List.of(local(1, "FR", WITHOUT_FEED, WITH_FEED)), List.of(), REGIONAL);

    assertThat(keys(one)).isEqualTo(1);
    assertThat(other).isEqualTo(one);
  }

  @Test
  @Tag("N09")
  void keysOfOtherBackendsAreInTheNextPublicBatchAndInNoFeed() {
    var local = List.of(local(100, WITH_FEED));
    var remote = remotes(List.of("BE", "DE"));

    assertThat(keys(sealed(local, remote, "NL"))).isEqualTo(3);
    for (String feed : List.of("all", REGIONAL)) {
      assertThat(keys(sealed(local, remote, feed))).as(feed).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @Tag("SP2")
  void permutedOriginsOfRemoteKeysLeaveThePublicFeedAsItIs(long seed) {
    var sources = new ArrayList<>(List.of("BE", "DE", "FR", "GB-SCT", "AT", "CZ", "BE", "DE"));
    var before = sealed(List.of(local(100)), remotes(sources), "NL");
    Collections.shuffle(sources, new Random(seed));
    var after = sealed(List.of(local(100)), remotes(sources), "NL");

    assertThat(keys(before)).isEqualTo(9);
    assertThat(after).isEqualTo(before);
  }

  /** Fakes come of keys alone. */
  @Test
  @Tag("SP2")
  void permutedOriginsLeaveAPaddedPublicFeedAsItIsToo() {
    var padded =
        TestPlans.plan(
            1,
            TestPlans.settings(1000),
            TestPlans.feed("NL", 10, 40),
            TestPlans.feed("all", FeedKind.ALL_TO_ALL, "NL", null, 10, 40));
    var before = sealed(padded, List.of(local(100)), remotes(List.of("BE", "DE", "FR")), "NL");
    var after = sealed(padded, List.of(local(100)), remotes(List.of("FR", "BE", "DE")), "NL");

    assertThat(keys(before)).isGreaterThanOrEqualTo(40);
    assertThat(after).isEqualTo(before);
  }

  @Test
  @Tag("V38")
  @Tag("V40")
  void allToAllAndRegionalFeedsAreTheSameBytesWithAndWithoutRemoteKeys() {
    var local = List.of(local(100, WITH_FEED), local(101, WITH_FEED));
    var remote = remotes(List.of("BE", "DE", "FR"));

    for (String feed : List.of("all", REGIONAL)) {
      assertThat(keys(sealed(local, remote, feed))).isEqualTo(2);
      assertThat(sealed(local, remote, feed)).isEqualTo(sealed(local, List.of(), feed));
    }
  }

  @Test
  @Tag("SP1")
  void keyWithoutConsentIsInThePublicFeedAlone() {
    var local = List.of(local(100, WITH_FEED).toBuilder().setConsentToFederation(false).build());

    assertThat(keys(sealed(local, List.of(), "NL"))).isEqualTo(1);
    assertThat(keys(sealed(local, List.of(), "all"))).isZero();
    assertThat(keys(sealed(local, List.of(), REGIONAL))).isZero();
  }

  /** The records of the feed after all of these arrived in one bucket. */
  private List<SealedBatch> sealed(
      List<SubmittedKey> local, List<FederatedKey> remote, String feed) {
    return sealed(plan, local, remote, feed);
  }

  private static List<SealedBatch> sealed(
      ProcessorPlan plan, List<SubmittedKey> local, List<FederatedKey> remote, String feed) {
    try (var driver = new ProcessorDriver(plan)) {
      local.forEach(driver::submit);
      remote.forEach(key -> federate(driver, key));
      driver.runFor(Duration.ofSeconds(15));
      return driver.sealed().stream().filter(r -> r.getFeed().equals(feed)).toList();
    }
  }

  private static long keys(List<SealedBatch> records) {
    return records.stream().mapToLong(record -> record.getManifest().getKeys()).sum();
  }

  private static SubmittedKey local(long number, String... declared) {
    return TestKeys.submitted(expired(number, START)).toBuilder()
        .setOrigin(LOCAL_ORIGIN)
        .setConsentToFederation(true)
        .setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(List.of(declared)))
        .build();
  }

  private static FederatedKey remote(long number, String peer, String origin) {
    return TestKeys.federated(expired(number, START), origin, null).toBuilder()
        .setPeer(peer)
        .build();
  }

  private static List<FederatedKey> remotes(List<String> sources) {
    var keys = new ArrayList<FederatedKey>();
    for (String source : sources) {
      keys.add(remote(keys.size(), "peer-of-" + source, source));
    }
    return keys;
  }

  private static void federate(ProcessorDriver driver, FederatedKey key) {
    byte[] recordKey = key.getTemporaryExposureKey().getKeyData().toByteArray();
    driver.send(Topics.KEYS_FEDERATED, recordKey, key.toByteArray(), driver.now());
  }

  private static void addAll(Map<String, List<byte[]>> all, Map<String, List<byte[]>> some) {
    some.forEach((name, bytes) -> all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(bytes));
  }

  /** The stores and topics that have the text somewhere in a key or value. */
  private static List<String> where(Map<String, List<byte[]>> all, String text) {
    Predicate<byte[]> found =
        bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(found))
        .map(Map.Entry::getKey)
        .toList();
  }
}
