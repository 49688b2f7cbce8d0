package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.record.PublishedBatches;

/** What happens when the exporter reads again what it has published. */
class RereadingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private final SealedBatchRecords first = SealedBatchRecords.of("NL", 1, 30, 2);
  private final SealedBatchRecords second = SealedBatchRecords.of("NL", 2, 40, 2);
  private Outside outside;

  @BeforeEach
  void publishTwoBatches(@TempDir Path directory) throws Exception {
    outside = new Outside(directory);
    outside.send(first);
    outside.send(second);
    runUntil(6);
  }

  @AfterEach
  void stop() {
    outside.close();
  }

  private void runUntil(long offset) throws Exception {
    try (var app = ExporterApplication.start(outside.exporter().arguments())) {
      assertThat(app.getBean(PublishedBatches.class)).isNotNull();
      await().atMost(PATIENCE).until(() -> outside.committed() == offset);
    }
  }

  @Test
  void nothingChangesWhenAllIsReadAgain() throws Exception {
    var files = outside.files();
    var index = outside.objects().head("public/NL/index.txt");
    outside.forgetOffsets();
    runUntil(6);
    assertThat(outside.files()).isEqualTo(files);
    assertThat(outside.objects().head("public/NL/index.txt")).isEqualTo(index);
    assertThat(outside.sequencesInLog("NL")).containsExactly(1L, 2L);
  }

  @Test
  void lostObjectIsBuiltAgainWithTheSameBytes() throws Exception {
    var files = outside.files();
    outside.objects().delete(files.keySet().iterator().next());
    outside.forgetOffsets();
    runUntil(6);
    assertThat(outside.files()).isEqualTo(files);
    outside.assertPublished("NL", first, second);
  }
}
