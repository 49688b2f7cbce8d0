package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;

/** {@code ./keyferry demo}: it ends well only if everything was verified. */
class DemoTest {
  @Test
  @Tag("F1")
  @Tag("F2")
  @Tag("F3")
  @Tag("V17")
  @Tag("V10")
  @Tag("V53")
  void demoWarnsExactlyThePhonesThatMetAnIllOneAtHomeAndAbroad() {
    var keyferry = new Keyferry(Repository.emptyRun("demo"));

    // With fewer phones than usual this seed has every story, too.
    var demo = keyferry.run("demo", "--phones", "120", "--seed", "3");

    assertThat(demo.exitCode()).as(demo.output()).isZero();
    for (String way : List.of("by feed", "by EFGS", "by interop")) {
      assertThat(demo.output())
          .contains("F1 a local warned of a traveller, " + way)
          .contains("F2 a traveller warned of a local, " + way)
          .contains("F3 a traveller warned of another, " + way)
          .contains("keys published in another region, " + way);
    }
    for (String way : List.of("by export files", "by the signed list")) {
      assertThat(demo.output()).containsPattern("(?m)^  " + way + " +([1-9]\\d*) +\\1$");
    }
    assertThat(demo.output())
        .containsPattern("batches of a region's list that each of them is in +1 +1")
        .containsPattern("keys that these tell differently +0 +0")
        .containsPattern("keys for IS, where nobody was, in [1-9]\\d* chunks that it fetched +0 +0")
        .containsPattern("declared regions beside the intake, in [1-9]\\d* topics .* 0 +0");
    Leftovers.requireNone();
  }
}
