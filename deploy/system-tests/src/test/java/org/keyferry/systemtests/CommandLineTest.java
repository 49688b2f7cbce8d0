package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;
import org.keyferry.systemtests.command.Keyferry.Result;
import org.keyferry.systemtests.command.SubmittedKeys;
import org.keyferry.systemtests.command.Up;
import org.keyferry.systemtests.download.Publication;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** The commands for a backend that runs, as a user types them. */
class CommandLineTest {
  private static Path run;
  private static Keyferry keyferry;
  private static Up up;

  @BeforeAll
  static void start() {
    run = Repository.emptyRun("command-line");
    keyferry = new Keyferry(run.resolve("logs"));
    up = Up.start(keyferry, run.resolve("data"));
  }

  @AfterAll
  static void stop() {
    up.close();
    Leftovers.requireNone();
  }

  @Test
  void whatWasSubmittedIsInFilesThatVerifyAndCanBeInspected() throws IOException {
    Path record = run.resolve("record.jsonl");

    var submitted = keyferry.submit(up, 20, record);

    assertThat(submitted.exitCode()).as(submitted.output()).isZero();
    var reader = up.reader();
    Publication.awaitAll(reader, SubmittedKeys.in(record));
    Path file = run.resolve("batch.zip");
    Files.write(file, reader.download(reader.index().getLast()));
    var verified = verify(file);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    var inspected = keyferry.run("inspect", file.toString());
    assertThat(inspected.exitCode()).as(inspected.output()).isZero();
    assertThat(inspected.output()).contains("NL");
    flipByteInTheMiddle(file);
    assertThat(verify(file).exitCode()).isEqualTo(1);
  }

  @Test
  void statusTellsLagOfEveryTopicAndTheBucketsAndBatches() {
    keyferry.submit(up, 1, run.resolve("one.jsonl"));
    var status = keyferry.run("status", "--data", up.data().toString());

    assertThat(status.exitCode()).as(status.output()).isZero();
    assertThat(status.output())
        .contains("gateway is up", "processor is up", "exporter is up", "origin is up")
        .contains(Topics.ALL.stream().map(Topic::name).toList())
        .contains("-changelog")
        .contains("streams-processor", "batch-exporter")
        .containsPattern("NL +20\\S+Z +20\\S+Z +open ");
  }

  @Test
  void auditLooksAtEveryTopicAndNamesWhatIsTooOld() {
    Path record = run.resolve("audited.jsonl");
    keyferry.submit(up, 1, record);
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));

    var clean = keyferry.run("audit", "retention", "--data", up.data().toString());
    var strict =
        keyferry.run("audit", "retention", "--data", up.data().toString(), "--older-than", "1s");

    assertThat(clean.exitCode()).as(clean.output()).isZero();
    assertThat(clean.output())
        .contains(Topics.ALL.stream().map(Topic::name).toList())
        .contains("known-keys-changelog", "nothing is older than 30 d");
    assertThat(strict.exitCode()).as(strict.output()).isEqualTo(1);
    assertThat(strict.output())
        .containsPattern("segment files of the broker +" + Topics.KEYS_SUBMITTED + "-\\d .*older");
  }

  @Test
  void aSecondStartOnTheSameDataIsRefused() {
    var second = keyferry.run(Up.arguments(up.data(), 0));

    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output()).contains(up.data().toString()).doesNotContain("ready ");
  }

  @Test
  void aTakenPortIsNamed() {
    int taken = up.url("gateway").getPort();

    var second = keyferry.run(Up.arguments(run.resolve("other-data"), taken));

    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output()).contains(String.valueOf(taken), "--gateway-port");
  }

  private static Result verify(Path file) {
    return keyferry.run(
        "verify", file.toString(), "--key", up.data().resolve("signing/public.pem").toString());
  }

  private static void flipByteInTheMiddle(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
