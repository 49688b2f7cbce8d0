package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallHeapTest {
  private static final int KEYS = 500_000;

  @TempDir Path folder;

  /** The keys alone, as bytes, would be 15 MB. */
  @Test
  void halfAMillionKeysAreWrittenAndVerifiedInAHeapOfTwelveMegabytes() throws Exception {
    var process = start("-Xmx12m");
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("output.txt")).hasContent("verified " + KEYS);
    assertThat(process.exitValue()).isZero();
  }

  private Process start(String heap) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            heap,
            "-XX:+UseSerialGC",
            SmallHeap.class.getName(),
            folder.resolve("x.zip").toString(),
            String.valueOf(KEYS));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectOutput(Files.createFile(folder.resolve("output.txt")).toFile());
    return builder.start();
  }
}
