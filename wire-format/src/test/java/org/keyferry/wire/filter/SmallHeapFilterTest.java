package org.keyferry.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("D50")
class SmallHeapFilterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void halfAMillionItemsAreMadeAFilterInSixtyMegabytes(FilterKind kind) throws Exception {
    make(kind, 500_000, "-Xmx60m");
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void tenMillionItemsAreMadeAFilterInAGigabyte(FilterKind kind) throws Exception {
    make(kind, 10_000_000, "-Xmx1g");
  }

  private void make(FilterKind kind, int items, String heap) throws Exception {
    var process = start(kind, items, heap);
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertThat(folder.resolve("output.txt")).hasContent("found all of " + items);
    assertThat(process.exitValue()).isZero();
  }

  private Process start(FilterKind kind, int items, String heap) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            heap,
            "-XX:+UseSerialGC",
            SmallHeapFilter.class.getName(),
            folder.resolve("x.ccf").toString(),
            kind.name(),
            String.valueOf(items));
    var builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(folder.resolve("error.txt").toFile());
    builder.redirectOutput(Files.createFile(folder.resolve("output.txt")).toFile());
    return builder.start();
  }
}
