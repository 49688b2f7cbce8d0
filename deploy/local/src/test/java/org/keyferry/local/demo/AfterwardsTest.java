package org.keyferry.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyferry.local.demo.DeclarationSearch.Found;
import org.keyferry.local.demo.UnvisitedReader.Received;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

class AfterwardsTest {
  private static final String INTAKE = "NL topic keys.submitted";

  private static List<String> wrong(Received received, String... places) {
    var afterwards =
        new Afterwards(Map.of(new Region("IS"), received), new Found(9, List.of(places)));
    return afterwards.problems().stream().map(Problem::what).toList();
  }

  @Test
  void nothingIsWrongIfChunksAreEmptyAndDeclarationsStayAtTheIntake() {
    assertThat(wrong(new Received(3, 0), INTAKE)).isEmpty();
  }

  @Test
  void regionThatNobodyVisitedMustNotGetAKey() {
    assertThat(wrong(new Received(3, 1), INTAKE)).containsExactly("keys for IS, where nobody was");
  }

  @Test
  void whoGotNoAnswerAtAllSawNothing() {
    assertThat(wrong(new Received(0, 0), INTAKE)).containsExactly("chunks of the feeds for IS");
  }

  @Test
  void declaredRegionMustNotBeElsewhere() {
    assertThat(wrong(new Received(3, 0), INTAKE, "NL topic feeds.slices"))
        .containsExactly("a declared region");
  }

  @Test
  void searchThatFindsNothingAtTheIntakeIsBlind() {
    assertThat(wrong(new Received(3, 0))).containsExactly("a declared region");
  }
}
