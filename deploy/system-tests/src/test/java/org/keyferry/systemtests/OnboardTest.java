package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;
import org.keyferry.systemtests.command.SubmittedKeys;
import org.keyferry.systemtests.command.Up;
import org.keyferry.systemtests.download.Publication;

/** Backends that one command makes known to each other, as a user types it. */
@Tag("long")
class OnboardTest {
  private final Path run = Repository.emptyRun("onboard");
  private final Keyferry keyferry = new Keyferry(run.resolve("logs"));

  @Test
  @Tag("V50")
  void keysOfPersonsWhoWereInTheOtherRegionArePublishedThereAndNoOthers() {
    var nl = CompletableFuture.supplyAsync(() -> up("NL", "--neighbour", "BE"));
    try (Up be = up("BE", "--neighbour", "NL");
        Up here = nl.join()) {
      onboard(here, be);
      var peers = keyferry.run("peers", "show", "--data", here.data().toString());
      assertThat(peers.exitCode()).as(peers.output()).isZero();
      assertThat(peers.output()).containsPattern("BE +backend .* feed https://127.0.0.1:");
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

  @Test
  @Tag("N07")
  @Tag("N11")
  void keysOfAllComeToTheOtherRegionByAHubThatRunsAlone() {
    var nl = CompletableFuture.supplyAsync(() -> up("NL", "--by-hub", "efgs=DE"));
    var de = CompletableFuture.supplyAsync(() -> up("DE", "--by-hub", "efgs=NL"));
    try (Up hub = up("EU", "--hub", "efgs,interop");
        Up there = de.join();
        Up here = nl.join()) {
      onboard(hub, there, here);
      Path record = run.resolve("stayed.jsonl");

      submit(here, record, List.of("--declare", "NL"));

      Publication.awaitAll(there.reader("DE"), SubmittedKeys.in(record));
      assertThat(status(there)).contains("connect is up").containsPattern("to-efgs +RUNNING");
      assertThat(status(hub)).contains("federation is up").doesNotContain("gateway is");
    }
    Leftovers.requireNone();
  }

  private String status(Up of) {
    var status = keyferry.run("status", "--data", of.data().toString());
    assertThat(status.exitCode()).as(status.output()).isZero();
    return status.output();
  }

  private void onboard(Up... backends) {
    var arguments = new ArrayList<>(List.of("peers", "onboard"));
    Stream.of(backends).map(Up::data).map(Path::toString).forEach(arguments::add);
    var onboarded = keyferry.run(arguments.toArray(String[]::new));
    assertThat(onboarded.exitCode()).as(onboarded.output()).isZero();
  }

  private Up up(String region, String option, String value) {
    return Up.start(keyferry, run.resolve(region), List.of("--region", region, option, value));
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
