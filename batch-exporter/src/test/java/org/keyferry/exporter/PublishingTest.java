package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The app against a real broker and a real S3 server. */
class PublishingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static Outside outside;
  private static ConfigurableApplicationContext app;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    outside = new Outside(directory);
    app =
        ExporterApplication.start(
            outside.exporter("--keyferry.exporter.maximum-keys-per-file=1000").arguments());
  }

  @AfterAll
  static void stop() {
    app.close();
    outside.close();
  }

  @Test
  void sealedBatchIsPublishedAndIndexed() throws Exception {
    var batch = SealedBatchRecords.of("NL", 1, 500, 3);
    outside.send(batch);
    await().atMost(PATIENCE).until(() -> outside.names("NL").size() == 1);
    outside.assertPublished("NL", batch);
    assertThat(outside.names("NL").getFirst())
        .isEqualTo("NL/%d-%d-00001.zip".formatted(batch.windowStart(), batch.windowStart() + 7200));
  }
}
