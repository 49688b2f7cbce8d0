package org.keyferry.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

class ComparisonTest {
  private static final String AT_HOME = key(1);
  private static final String ABROAD = key(2);
  private static final String IN_USE = key(3);
  private static final String MALFORMED = Base64.getEncoder().encodeToString(new byte[15]);

  private static final Exposure AT_HOME_MET = new Exposure(Encounter.SAME_HOME, Way.HOME);
  private static final Exposure BY_FEED = new Exposure(Encounter.F1, Way.FEED);
  private static final Exposure BY_HUB = new Exposure(Encounter.F3, Way.EFGS);

  private static final GroundTruth TRUTH =
      new GroundTruth(
          Set.of(9),
          Map.of(1, Set.of(AT_HOME_MET), 2, Set.of(BY_FEED, BY_HUB)),
          Map.of(AT_HOME, Map.of("NL", Way.HOME), ABROAD, Map.of("NL", Way.HOME, "BE", Way.FEED)),
          IN_USE,
          MALFORMED);

  private final Set<Integer> warned = new TreeSet<>(Set.of(1, 2));
  private final Map<String, Map<String, DiagnosisKey>> files =
      new HashMap<>(
          Map.of(AT_HOME, in(AT_HOME, "NL/1.zip"), ABROAD, in(ABROAD, "NL/1.zip", "BE/1.zip")));
  private final List<String> refusals = new ArrayList<>();
  private int repeats;

  private static String key(int number) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) number;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Map<String, DiagnosisKey> in(String key, String... files) {
    return Stream.of(files).collect(Collectors.toMap(file -> file, file -> told(key, 0)));
  }

  private static DiagnosisKey told(String key, int risk) {
    return new DiagnosisKey(
        ExposureKey.of(Base64.getDecoder().decode(key)),
        new Interval(144),
        RollingPeriod.DAY,
        new TransmissionRisk(risk),
        ReportType.CONFIRMED_TEST,
        OptionalInt.empty());
  }

  private Observation observation() {
    return new Observation(Set.of(1, 2, 3), warned, files, repeats, refusals);
  }

  /** What is wrong if phones see in one way what tests prepared, and all is well in the other. */
  private List<Problem> problems(Design prepared) {
    var well =
        new Observation(
            Set.of(1, 2, 3),
            Set.of(1, 2),
            Map.of(AT_HOME, in(AT_HOME, "NL/a"), ABROAD, in(ABROAD, "NL/a", "BE/a")),
            0,
            List.of());
    var byDesign = new EnumMap<Design, Observation>(Design.class);
    for (Design design : Design.values()) {
      byDesign.put(design, design == prepared ? observation() : well);
    }
    return new Observed(byDesign).problems(TRUTH);
  }

  private List<String> wrong() {
    var wrong = problems(Design.EXPORT_FILES).stream().map(Problem::what).toList();
    assertThat(problems(Design.SIGNED_LIST)).extracting(Problem::what).isEqualTo(wrong);
    return wrong;
  }

  @Test
  void nothingIsWrongWhereAllIsAsItHadToBe() {
    assertThat(wrong()).isEmpty();
  }

  @Test
  void phoneThatWasNotWarnedIsMissedByEachOfItsStories() {
    warned.remove(2);

    assertThat(wrong())
        .containsExactly(
            "phones not warned, F1 a local warned of a traveller, by feed",
            "phones not warned, F3 a traveller warned of another, by EFGS");
  }

  @Test
  void phoneThatMetNobodyMustNotBeWarned() {
    warned.add(3);

    assertThat(wrong()).containsExactly("phones warned without exposure");
  }

  @Test
  void keyMustBeInEachOfItsRegions() {
    files.put(ABROAD, in(ABROAD, "NL/1.zip"));

    assertThat(wrong()).containsExactly("acknowledged keys in no batch");
  }

  @Test
  void keyMustNotBeInTwoFilesOfARegion() {
    files.put(AT_HOME, in(AT_HOME, "NL/1.zip", "NL/2.zip"));

    assertThat(wrong()).containsExactly("acknowledged keys in more than one batch");
  }

  @Test
  void keyMustNotBeWhereItHasNoBusiness() {
    files.put(AT_HOME, in(AT_HOME, "NL/1.zip", "BE/1.zip"));

    assertThat(wrong()).containsExactly("keys in a region where they have no business");
  }

  @Test
  void keysInUseAndMalformedOnesMustNotBePublished() {
    files.put(IN_USE, in(IN_USE, "NL/1.zip"));
    String filledUp = key(0);
    files.put(filledUp, in(filledUp, "NL/1.zip"));

    assertThat(wrong())
        .containsExactly(
            "keys still in use that were published", "malformed keys that were published");
  }

  @Test
  void keyThatComesAgainInAnotherBatchOfAListIsWrong() {
    repeats = 1;

    assertThat(wrong()).containsExactly("keys that came again in another batch");
  }

  @Test
  void keyMustBeTheSameInFilesAndLists() {
    files.put(AT_HOME, Map.of("NL/1.zip", told(AT_HOME, 5)));

    assertThat(wrong()).containsExactly("keys that export files and lists tell differently");
  }

  @Test
  void isToldInWhichWayPhonesSawIt() {
    warned.add(3);

    assertThat(problems(Design.EXPORT_FILES))
        .extracting(Problem::where)
        .containsOnly("export files");
    assertThat(problems(Design.SIGNED_LIST))
        .extracting(Problem::where)
        .containsOnly("the signed list");
  }

  @Test
  void whatPhonesRefusedIsWrong() {
    refusals.add("a file that is signed by another key");

    assertThat(wrong()).containsExactly("what a phone was given");
  }
}
