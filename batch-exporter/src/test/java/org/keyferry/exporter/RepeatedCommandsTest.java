package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are read again, because an exporter forgot that it carried them out. */
class RepeatedCommandsTest {
  @TempDir private Path directory;

  @Test
  @Tag("D13")
  void emptiedBucketGetsTheSameFilesAndNoneThatWasWithdrawn() throws Exception {
    try (var outside = new Outside(directory)) {
      var kept = SealedBatchRecords.of("NL", 3, 40, 2);
      outside.send(SealedBatchRecords.of("NL", 1, 60, 2));
      var corrected = SealedBatchRecords.of("NL", 2, 70, 2);
      outside.send(corrected);
      outside.send(kept);
      outside.send("NL", List.of(GivenCommands.withdraw("NL", 4, 1)));
      outside.send(
          "NL", List.of(GivenCommands.correct("NL", 5, 2, corrected.keys().subList(0, 5))));
      run(outside, 11);
      var index = outside.index("NL");
      var files = outside.listed("NL");
      assertThat(outside.keys("NL")).hasSize(65 + 40);
      outside.emptyBucket();
      outside.forgetOffsets();

      run(outside, 11);

      assertThat(outside.index("NL")).isEqualTo(index);
      assertThat(outside.listed("NL")).isEqualTo(files);
      assertThat(outside.files("NL")).as("nothing else is there").isEqualTo(files);
    }
  }

  private static void run(Outside outside, long offset) throws Exception {
    try (var app = ExporterApplication.start(outside.exporter().arguments())) {
      assertThat(app.isRunning()).isTrue();
      await().atMost(Duration.ofSeconds(90)).until(() -> outside.committed() == offset);
    }
  }
}
