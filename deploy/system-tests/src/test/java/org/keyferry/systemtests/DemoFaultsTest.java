package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.systemtests.backend.ChildProcess;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;

/** {@code ./keyferry demo} of one region whose store somebody tampers with: it ends badly. */
@Tag("long")
class DemoFaultsTest {
  private static final Map<String, ChildProcess> FAULTY = new HashMap<>();

  /**
   * All of them at once, since each mostly waits for its buckets to close; not at the usual ports.
   */
  @BeforeAll
  static void startAll() {
    for (String fault : List.of("flipped-byte", "flipped-data", "withheld-batch", "doubled-key")) {
      var arguments =
          new ArrayList<>(List.of("demo", "--regions", "NL", "--phones", "200", "--inject", fault));
      arguments.addAll(Keyferry.ANY_PORTS);
      var keyferry = new Keyferry(Repository.emptyRun("demo-" + fault));
      FAULTY.put(fault, keyferry.start(arguments.toArray(String[]::new)));
    }
  }

  @AfterAll
  static void nothingIsLeft() {
    FAULTY.values().forEach(ChildProcess::stop);
    Leftovers.requireNone();
  }

  @ParameterizedTest
  @CsvSource({
    "flipped-byte, WRONG: what a phone was given in export files",
    "flipped-data, WRONG: what a phone was given in the signed list",
    "withheld-batch, WRONG: acknowledged keys in no batch in export files",
    "doubled-key, WRONG: acknowledged keys in more than one batch in export files",
  })
  void demoFailsIfWhatItVerifiesIsWrong(String fault, String reason) {
    var demo = FAULTY.get(fault);

    int exitCode = demo.awaitExit(Keyferry.LONGEST);

    assertThat(exitCode).as(demo.output()).isEqualTo(1);
    assertThat(demo.output()).contains(reason);
  }
}
