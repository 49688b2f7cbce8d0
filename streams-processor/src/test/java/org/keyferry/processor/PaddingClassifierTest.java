package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.BoostedStumps.Sample;
import org.keyferry.processor.ExportedKeys.File;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;

/**
 * A classifier that has learnt from half of the files, with every fake named, is to tell fakes from
 * keys in the other half: of 10,000 keys, as the whole topology padded and sealed them.
 */
class PaddingClassifierTest {
  private static final int KEYS = 10_000;

  /** Phones in each bucket, over and over. */
  private static final int[] EVEN = {5};

  /** Quiet hours, usual ones, and one in which many results came at once. */
  private static final int[] UNEVEN = {0, 1, 1, 2, 3, 5, 8, 2, 1, 0, 6, 30};

  private static final double GUESSING = 0.55;
  private static final double TELLING = 0.8;

  private static final Set<ByteString> REAL = new HashSet<>();
  private static ExportedKeys exported;
  private static ExportedKeys unevenly;

  @BeforeAll
  static void sealAll() {
    exported = sealed(new Chains(20_260_301), EVEN);
    unevenly = sealed(new Chains(20_260_302), UNEVEN);
  }

  private static ExportedKeys sealed(Chains chains, int[] phonesInABucket) {
    var plan =
        TestPlans.plan(
            1,
            TestPlans.settings(5000),
            TestPlans.feed("NL", 10, 150),
            peers("all", FeedKind.ALL_TO_ALL, "NL", 40),
            peers("to-BE", FeedKind.REGIONAL, "BE", 60),
            peers("to-DE", FeedKind.REGIONAL, "DE", 60));
    try (var driver = new ProcessorDriver(plan)) {
      driver.jump(Duration.ofHours(12));
      driver.runFor(Duration.ofSeconds(5));
      int keys = 0;
      for (int bucket = 0; keys < KEYS; bucket++) {
        for (int phone = phonesInABucket[bucket % phonesInABucket.length]; phone > 0; phone--) {
          for (var key : chains.next(driver.now())) {
            REAL.add(key.getTemporaryExposureKey().getKeyData());
            driver.submit(key);
            keys++;
          }
        }
        pass(driver, 10);
      }
      pass(driver, 200);
      return ExportedKeys.of(driver.sealed());
    }
  }

  private static void pass(ProcessorDriver driver, int seconds) {
    for (int second = 0; second < seconds; second++) {
      driver.jump(Duration.ofMillis(500));
      driver.jump(Duration.ofMillis(500));
    }
  }

  @Test
  void thereIsEnoughToLearnFrom() {
    assertThat(real("NL")).isGreaterThanOrEqualTo(KEYS);
    assertThat(List.of("NL", "all", "to-BE"))
        .allSatisfy(feed -> {
          assertThat(real(feed)).isGreaterThan(2000);
          assertThat(keys(feed) - real(feed)).isGreaterThan(real(feed));
        });
    assertThat(keys("to-DE")).as("what had to be made beyond").isGreaterThan(4 * real("to-DE"));
  }

  private static long keys(String feed) {
    return exported.files(feed).mapToLong(file -> file.keys().size()).sum();
  }

  private static long real(String feed) {
    return exported
        .files(feed)
        .flatMap(file -> file.keys().stream())
        .filter(key -> REAL.contains(key.getKeyData()))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL", "all", "to-BE"})
  void fakesAreNotToldFromKeys(String feed) {
    assertThat(areaUnderCurve(exported, feed)).isBetween(1 - GUESSING, GUESSING);
  }

  /**
   * By who has its files alone. Who compares times with public files knows more: docs/padding.md.
   */
  @Test
  void fakesOfTheSmallestFeedAreNotToldFromKeysByItsOwnFiles() {
    assertThat(areaWithin(exported.alone(), "to-DE", _ -> "")).isBetween(1 - GUESSING, GUESSING);
  }

  /**
   * Where less came, more was padded, so that groups of equal metadata are larger: that tells how
   * many of a group are fakes, but not which.
   */
  @ParameterizedTest
  @ValueSource(strings = {"NL", "all", "to-BE"})
  void fakesAreNotToldFromKeysOfEqualMetadataWhereTrafficIsUneven(String feed) {
    assertThat(areaWithin(unevenly, feed, PaddingClassifierTest::metadata))
        .isBetween(1 - GUESSING, GUESSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL", "all", "to-BE"})
  void fakesWithOneRiskAreToldFromKeysOfTheirFile(String feed) {
    var bad = unevenly.with(file -> replaced(file, fake -> fake.setTransmissionRisk(4)));

    assertThat(areaWithin(bad, feed, _ -> "")).isGreaterThanOrEqualTo(TELLING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "to-BE"})
  void fakesThatEachFeedMakesForItselfAreToldFromKeysOfEqualMetadata(String feed) {
    var random = new Random(3);
    var bad = unevenly.with(file -> replaced(file, fake -> fake.setKeyData(random(random))));

    assertThat(areaWithin(bad, feed, PaddingClassifierTest::metadata))
        .isGreaterThanOrEqualTo(TELLING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL", "all", "to-BE"})
  void fakesWithRandomMetadataAreTold(String feed) {
    var random = new Random(1);
    var bad =
        exported.with(file ->
            replaced(
                file,
                fake ->
                    fake.setTransmissionRisk(random.nextInt(9))
                        .setDaysSinceOnset(random.nextInt(29) - 14)
                        .setRollingStartIntervalNumber(
                            fake.getRollingStartIntervalNumber() - random.nextInt(144))));

    assertThat(areaUnderCurve(bad, feed)).isGreaterThanOrEqualTo(TELLING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL", "all", "to-BE"})
  void fakesWithOneRiskAreTold(String feed) {
    var bad = exported.with(file -> replaced(file, fake -> fake.setTransmissionRisk(4)));

    assertThat(areaUnderCurve(bad, feed)).isGreaterThanOrEqualTo(TELLING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "to-BE"})
  void fakesThatEachFeedMakesForItselfAreTold(String feed) {
    var random = new Random(2);
    var bad = exported.with(file -> replaced(file, fake -> fake.setKeyData(random(random))));

    assertThat(areaUnderCurve(bad, feed)).isGreaterThanOrEqualTo(TELLING);
  }

  private static ByteString random(Random random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static File replaced(File file, UnaryOperator<BatchKey.Builder> change) {
    Comparator<ByteString> order = ByteString.unsignedLexicographicalComparator();
    return new File(
        file.feed(),
        file.end(),
        file.keys().stream()
            .map(key ->
                REAL.contains(key.getKeyData()) ? key : change.apply(key.toBuilder()).build())
            .sorted(Comparator.comparing(BatchKey::getKeyData, order))
            .toList());
  }

  private static double areaUnderCurve(ExportedKeys keys, String feed) {
    var held = new ArrayList<Sample>();
    heldFiles(keys, feed).forEach(held::addAll);
    return learnt(keys, feed).areaUnderCurve(held);
  }

  /** Of pairs of a fake and a key in the same file for which the function gives the same. */
  private static double areaWithin(
      ExportedKeys keys, String feed, Function<Sample, Object> grouping) {
    BoostedStumps learnt = learnt(keys, feed);
    double won = 0;
    double pairs = 0;
    for (List<Sample> file : heldFiles(keys, feed)) {
      for (var group : file.stream().collect(Collectors.groupingBy(grouping)).values()) {
        long fakes = group.stream().filter(Sample::isFake).count();
        long pairsOfGroup = fakes * (group.size() - fakes);
        if (pairsOfGroup > 0) {
          won += pairsOfGroup * learnt.areaUnderCurve(group);
          pairs += pairsOfGroup;
        }
      }
    }
    return won / pairs;
  }

  private static List<Double> metadata(Sample sample) {
    return sample.first(ExportedKeys.METADATA);
  }

  private static BoostedStumps learnt(ExportedKeys keys, String feed) {
    var learnt = new ArrayList<Sample>();
    everySecondFile(keys, feed, 0).forEach(learnt::addAll);
    return new BoostedStumps(learnt);
  }

  private static List<List<Sample>> heldFiles(ExportedKeys keys, String feed) {
    return everySecondFile(keys, feed, 1);
  }

  private static List<List<Sample>> everySecondFile(ExportedKeys keys, String feed, int first) {
    var samples = new ArrayList<List<Sample>>();
    List<File> files = keys.files(feed).toList();
    for (int i = first; i < files.size(); i += 2) {
      samples.add(keys.samples(files.get(i), key -> !REAL.contains(key.getKeyData())).toList());
    }
    return samples;
  }

  private static Feed peers(String id, FeedKind kind, String region, int wait) {
    return new Feed(
        id,
        kind,
        new Region(region),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        150,
        Duration.ofSeconds(wait),
        null,
        null);
  }
}
