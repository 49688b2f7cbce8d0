package org.keyferry.submission.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.submission.publish.Keys.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.key.DiagnosisKey;

class TimingRuleTest {
  private static final int MOST = 3;
  private static final TimingRule RULE = new TimingRule(MOST);

  private static void assertRefused(String part, DiagnosisKey... keys) {
    assertThat(RULE.problem(List.of(keys)))
        .hasValueSatisfying(problem -> assertThat(problem.toString()).contains(part));
  }

  @Test
  void noKeyAndOneKeyAreFine() {
    assertThat(RULE.problem(List.of())).isEmpty();
    assertThat(RULE.problem(List.of(key(144, 144)))).isEmpty();
  }

  @Test
  void keysSideBySideAreFine() {
    assertThat(RULE.problem(List.of(key(288, 144), key(144, 144), key(0, 144)))).isEmpty();
  }

  @Test
  void gapsAndStartsWithinADayAreFine() {
    assertThat(RULE.problem(List.of(key(5, 10), key(100, 1), key(1000, 144)))).isEmpty();
  }

  @Test
  void overlapIsRefused() {
    assertRefused("an overlap", key(0, 144), key(143, 144));
  }

  @Test
  void sameStartWithAnotherPeriodIsFine() {
    assertThat(RULE.problem(List.of(key(0, 144), key(0, 60), key(0, 60)))).isEmpty();
  }

  @Test
  void longestKeyOfAStartDecidesWhereTheNextMayStart() {
    assertRefused("an overlap", key(0, 144), key(0, 60), key(60, 84));
    assertThat(RULE.problem(List.of(key(0, 144), key(0, 60), key(144, 84)))).isEmpty();
  }

  @Test
  void moreThanThreeKeysWithOneStartAreRefused() {
    assertRefused("at most 3 keys with the same start", key(0, 1), key(0, 2), key(0, 3), key(0, 4));
  }

  @Property
  void decisionEqualsThatOfComparingEveryPair(@ForAll("keyLists") List<DiagnosisKey> keys) {
    assertThat(RULE.problem(keys).isEmpty()).isEqualTo(fineByPairs(keys));
  }

  @Property
  void orderOfTheKeysDoesNotMatter(
      @ForAll("keyLists") List<DiagnosisKey> keys, @ForAll Random random) {
    var shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, random);

    assertThat(RULE.problem(shuffled).isEmpty()).isEqualTo(RULE.problem(keys).isEmpty());
  }

  @Provide
  Arbitrary<List<DiagnosisKey>> keyLists() {
    var starts = Arbitraries.integers().between(0, 12);
    var periods = Arbitraries.integers().between(1, 6);
    return Combinators.combine(starts, periods).as(Keys::key).list().ofMaxSize(8);
  }

  private static boolean fineByPairs(List<DiagnosisKey> keys) {
    boolean apart =
        IntStream.range(0, keys.size())
            .allMatch(i ->
                IntStream.range(0, i).allMatch(j -> sameStartOrApart(keys.get(i), keys.get(j))));
    var byStart = keys.stream().collect(Collectors.groupingBy(DiagnosisKey::start));
    return apart && byStart.values().stream().allMatch(same -> same.size() <= MOST);
  }

  private static boolean sameStartOrApart(DiagnosisKey a, DiagnosisKey b) {
    return a.start().equals(b.start())
        || !a.start().start().isBefore(b.validUntil())
        || !b.start().start().isBefore(a.validUntil());
  }
}
