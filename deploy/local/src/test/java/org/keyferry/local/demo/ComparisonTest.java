package org.keyferry.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.Problem;

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
  private final Map<String, Set<String>> files =
      new HashMap<>(Map.of(AT_HOME, Set.of("NL/1.zip"), ABROAD, Set.of("NL/1.zip", "BE/1.zip")));
  private final List<String> refusals = new ArrayList<>();

  private static String key(int number) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) number;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private List<String> wrong() {
    var observed = new Observation(Set.of(1, 2, 3), warned, files, refusals);
    return new Comparison(TRUTH, observed).problems().stream().map(Problem::what).toList();
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
    files.put(ABROAD, Set.of("NL/1.zip"));

    assertThat(wrong()).containsExactly("acknowledged keys in no batch");
  }

  @Test
  void keyMustNotBeInTwoFilesOfARegion() {
    files.put(AT_HOME, Set.of("NL/1.zip", "NL/2.zip"));

    assertThat(wrong()).containsExactly("acknowledged keys in more than one batch");
  }

  @Test
  void keyMustNotBeWhereItHasNoBusiness() {
    files.put(AT_HOME, Set.of("NL/1.zip", "BE/1.zip"));

    assertThat(wrong()).containsExactly("keys in a region where they have no business");
  }

  @Test
  void keysInUseAndMalformedOnesMustNotBePublished() {
    files.put(IN_USE, Set.of("NL/1.zip"));
    files.put(Base64.getEncoder().encodeToString(new byte[16]), Set.of("NL/1.zip"));

    assertThat(wrong())
        .containsExactly(
            "keys still in use that were published", "malformed keys that were published");
  }

  @Test
  void whatPhonesOrGatewaysRefusedIsWrong() {
    refusals.add("a file that is signed by another key");

    assertThat(wrong()).containsExactly("what a phone was given");
  }
}
