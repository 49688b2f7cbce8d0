package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.testsupport.FaultyLink;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An exporter that stands still while another one takes its place, and then goes on. */
@ExtendWith(OutputCaptureExtension.class)
class OneWriterTest {
  @TempDir private Path directory;

  @Test
  void exporterThatWakesAfterAnotherTookItsPlaceChangesNothing(CapturedOutput output)
      throws Exception {
    try (var outside = new Outside(directory);
        var link = new FaultyLink(outside.server().port())) {
      link.decide(line ->
          line.startsWith("GET /keyferry/public/NL/index.txt")
              ? FaultyLink.Fate.WAITS
              : FaultyLink.Fate.PASSES);
      var slow =
          outside.exporter(
              link.endpoint(),
              "--keyferry.s3.timeout=60s",
              "--keyferry.kafka.properties[max.poll.interval.ms]=6000");
      try (var old = ExporterApplication.start(slow.arguments())) {
        outside.send(SealedBatchRecords.of("NL", 1, 20, 1));
        eventually(() -> link.affected() > 0);
        assertThat(outside.files()).as("the old one is about to name its object").hasSize(1);
        var spool = Files.createDirectory(directory.resolve("other"));
        var other = outside.exporter("--keyferry.exporter.spool-directory=" + spool);
        try (var app = ExporterApplication.start(other.arguments())) {
          outside.send("NL", List.of(GivenCommands.withdraw("NL", 2, 1)));
          eventually(() -> outside.committed() == 3);
          assertThat(outside.index("NL")).contains("");

          link.letGo();

          await()
              .atMost(Duration.ofSeconds(90))
              .untilAsserted(() -> assertThat(output).contains("another exporter publishes"));
          assertThat(outside.index("NL")).contains("");
          outside.send(SealedBatchRecords.of("NL", 3, 20, 1));
          eventually(() -> outside.committed() == 5);
          assertThat(outside.names("NL")).hasSize(1);
          assertThat(outside.sequencesInLog("NL")).containsExactly(1L, 1L, 2L, 3L);
          var first = app.getBean(PublishedBatches.class).find(new BatchId("NL", 1));
          assertThat(first.orElseThrow().getWithdrawal().getBySequence()).isEqualTo(2);
        }
        assertThat(old.isRunning()).isTrue();
      }
    }
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
