package org.keyferry.bench.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {
  @TempDir private Path directory;

  @Test
  void heapIsTheMostOfTheCollectionsSinceThen() throws IOException {
    Path file = directory.resolve("gc.log");
    Files.writeString(
        file,
        """
        [0.005s] Using G1
        [1.100s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 230M->90M(256M) 4.417ms
        [2.200s] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 130M->40M(256M) 4.417ms
        [2.300s] GC(2) Concurrent Mark Cycle
        [2.400s] GC(3) Pause Young (Mixed) (G1 Evacuation Pause) 120M->44M(256M) 3.001ms
        """);
    var log = new GcLog(file);

    assertThat(log.collections()).isEqualTo(3);
    assertThat(log.fullestBefore(0)).hasValue(230);
    assertThat(log.fullestBefore(1)).hasValue(130);
    assertThat(log.fullestAfter(1)).hasValue(44);
    assertThat(log.fullestAfter(3)).isEmpty();
  }
}
