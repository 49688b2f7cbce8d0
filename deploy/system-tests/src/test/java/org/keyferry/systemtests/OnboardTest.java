package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;
import org.keyferry.systemtests.command.SubmittedKeys;
import org.keyferry.systemtests.command.Up;
import org.keyferry.systemtests.download.Publication;

/** Two backends that one command makes known to each other, as a user types it. */
@Tag("long")
class OnboardTest {
  private final Path run = Repository.emptyRun("onboard");
  private final Keyferry keyferry = new Keyferry(run.resolve("logs"));

  @Test
  @Tag("V50")
  void keysOfPersonsWhoWereInTheOtherRegionArePublishedThereAndNoOthers() {
    var nl = CompletableFuture.supplyAsync(() -> up("NL", "BE"));
    try (Up be = up("BE", "NL");
        Up here = nl.join()) {
      var onboarded =
          keyferry.run("peers", "onboard", here.data().toString(), be.data().toString());
      assertThat(onboarded.exitCode()).as(onboarded.output()).isZero();
      Path stayed = run.resolve("stayed.jsonl");
      Path travelled = run.resolve("travelled.jsonl");

      submit(here, stayed, List.of());
      submit(here, travelled, List.of("--declare", "BE"));

      var reader = be.reader("BE");
      Publication.awaitAll(reader, SubmittedKeys.in(travelled));
      Publication.awaitAll(here.reader("NL"), SubmittedKeys.in(stayed));
      assertThat(reader.missing(SubmittedKeys.in(stayed)))
          .isEqualTo(SubmittedKeys.in(stayed).size());
    }
    Leftovers.requireNone();
  }

  private Up up(String region, String neighbour) {
    return Up.start(
        keyferry, run.resolve(region), List.of("--region", region, "--neighbour", neighbour));
  }

  private void submit(Up to, Path record, List<String> more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "submit",
                "--gateway",
                to.url("gateway").toString(),
                "--authority",
                to.data().resolve("authority").toString(),
                "--count",
                "3",
                "--out",
                record.toString()));
    arguments.addAll(more);
    var submitted = keyferry.run(arguments.toArray(String[]::new));
    assertThat(submitted.exitCode()).as(submitted.output()).isZero();
  }
}
