package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;
import org.keyferry.systemtests.command.SubmittedKeys;
import org.keyferry.systemtests.command.Up;
import org.keyferry.systemtests.download.Publication;

/** How {@code ./keyferry up} ends, and how it begins again with its data. */
class LifecycleTest {
  private static final List<String> APPS =
      List.of("federation", "origin", "exporter", "processor", "gateway");

  private Path run;
  private Keyferry keyferry;

  @BeforeEach
  void prepare() {
    run = Repository.emptyRun("lifecycle");
    keyferry = new Keyferry(run.resolve("logs"));
  }

  @AfterEach
  void nothingIsLeft() {
    Leftovers.requireNone();
  }

  @Test
  void dataSurvivesAnInterruptionAndNoProcessDoes() {
    Path data = run.resolve("data");
    Path before = run.resolve("before.jsonl");
    Path after = run.resolve("after.jsonl");
    try (var up = Up.start(keyferry, data)) {
      keyferry.submit(up, 5, before);

      up.interrupt();

      up.awaitNothingLeft();
      assertThat(data.resolve("logs/region.log"))
          .content()
          .as("every app closes while broker and store are there")
          .contains(APPS.stream().map("closed app=\"%s\""::formatted).toList());
    }
    var elsewhere = keyferry.run("up", "--data", data.toString(), "--region", "BE");
    assertThat(elsewhere.exitCode()).isEqualTo(1);
    assertThat(elsewhere.output()).contains("expected NL", "--data", "got BE");
    // Acknowledged, and perhaps not published yet: the restart publishes it.
    try (var up = Up.start(keyferry, data)) {
      keyferry.submit(up, 5, after);
      var reader = up.reader();
      Publication.awaitAll(reader, SubmittedKeys.in(before));
      Publication.awaitAll(reader, SubmittedKeys.in(after));
      assertThat(reader.findings().doubled()).isEmpty();

      up.killLauncher();

      up.awaitNothingLeft();
    }
  }
}
