package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;

/** {@code ./keyferry demo}: it ends well only if everything was verified. */
class DemoTest {
  @AfterEach
  void nothingIsLeft() {
    Leftovers.requireNone();
  }

  @Test
  void demoWarnsExactlyThePhonesThatMetAnIllOne() {
    var demo = keyferry("demo").run("demo");

    assertThat(demo.exitCode()).as(demo.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flipped-byte", "withheld-batch", "doubled-key"})
  void demoFailsIfWhatItVerifiesIsWrong(String fault) {
    var demo = keyferry("demo-" + fault).run("demo", "--inject", fault);

    assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
  }

  private static Keyferry keyferry(String run) {
    return new Keyferry(Repository.emptyRun(run));
  }
}
