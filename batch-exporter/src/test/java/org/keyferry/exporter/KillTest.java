package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.spool.SpooledKey;
import org.keyferry.testsupport.FaultyLink;

/** The exporter as a process of its own, killed while three batches are under way. */
class KillTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CHUNKS = 3;

  private final SealedBatchRecords first = SealedBatchRecords.of("NL", 1, 300, CHUNKS);
  private final SealedBatchRecords second = SealedBatchRecords.of("BE", 1, 240, CHUNKS);
  private final SealedBatchRecords third = SealedBatchRecords.of("DE", 1, 180, CHUNKS);
  private final List<SealedBatchRecords> batches = List.of(first, second, third);

  @Test
  void threeInterleavedBatchesSurviveKillsBetweenChunksAndBeforeTheIndex(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    try (var outside = new Outside(directory);
        var link = new FaultyLink(outside.server().port())) {
      var exporter = outside.exporter(link.endpoint(), "--keyferry.exporter.instance=one");
      Path output = directory.resolve("exporter.log");
      sendOfEach(outside, 0, 2);
      killBetweenChunks(exporter, output);
      assertThat(outside.committed()).as("no batch is finished").isLessThanOrEqualTo(0);

      link.decide(KillTest::holdIndexOfSecond);
      sendOfEach(outside, 2, CHUNKS + 1);
      killBeforeTheSecondIndex(exporter, output, outside);
      assertThat(outside.committed()).as("first record of the second batch").isLessThanOrEqualTo(1);
      Map<String, ByteString> before = outside.files();

      link.decide(line -> FaultyLink.Fate.PASSES);
      try (var again = ExporterProcess.start(exporter, output)) {
        eventually(() -> outside.committed() == 3L * (CHUNKS + 1));
        again.kill();
      }
      for (var batch : batches) {
        outside.assertPublished(batch.feed(), batch);
        assertThat(outside.sequencesInLog(batch.feed())).containsExactly(1L);
      }
      assertThat(outside.files()).hasSize(batches.size()).containsAllEntriesOf(before);
    }
  }

  private void killBetweenChunks(ExporterUnderTest exporter, Path output) throws Exception {
    long keys = batches.stream().mapToLong(batch -> batch.keys().size() * 2L / CHUNKS).sum();
    try (var process = ExporterProcess.start(exporter, output)) {
      eventually(() -> spooledBytes(exporter.spool()) == keys * SpooledKey.BYTES);
      process.kill();
    }
  }

  private static void killBeforeTheSecondIndex(
      ExporterUnderTest exporter, Path output, Outside outside) throws Exception {
    try (var process = ExporterProcess.start(exporter, output)) {
      eventually(() -> !outside.objects().list("public/BE/").isEmpty());
      process.kill();
    }
    assertThat(outside.index("BE")).isEmpty();
    assertThat(outside.names("NL")).hasSize(1);
  }

  private static FaultyLink.Fate holdIndexOfSecond(String line) {
    return line.equals("PUT /keyferry/public/BE/index.txt")
        ? FaultyLink.Fate.IS_HELD
        : FaultyLink.Fate.PASSES;
  }

  /** The first batch's record, then the second's and the third's, for each number. */
  private void sendOfEach(Outside outside, int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      for (var batch : batches) {
        outside.send(batch.feed(), List.of(batch.values().get(number)));
      }
    }
  }

  private static long spooledBytes(Path spool) throws IOException {
    if (Files.notExists(spool)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}
