package org.keyferry.local.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches make starts faster, and are never in the way. */
class StartCachesTest {
  private static final String MAKE = "keyferry.start-caches.make";
  private static final String KIND = "broker";

  /** The JVM ends if it can't use its cache. */
  private static final String OR_NOTHING = "-XX:AOTMode=on";

  @TempDir private Path directory;

  @AfterEach
  void makeNoMore() {
    System.clearProperty(MAKE);
  }

  private record Ended(int exitCode, String output) {}

  @Test
  void withoutACacheThereIsNoOption() {
    assertThat(new StartCaches(directory).options(KIND)).isEmpty();
  }

  @Test
  void aJvmStartsFromTheCacheThatItMade() throws IOException {
    var caches = new StartCaches(directory);
    caches.make();
    assertThat(java(caches.options(KIND)).exitCode()).isZero();
    System.clearProperty(MAKE);

    var options = new ArrayList<>(caches.options(KIND));
    options.add(OR_NOTHING);

    assertThat(java(options).exitCode()).isZero();
    assertThat(caches.classPath()).isEqualTo(System.getProperty("java.class.path"));
  }

  @Test
  void aCacheThatIsNoneIsPassedOverInSilence() throws IOException {
    Files.writeString(directory.resolve(KIND + ".aot"), "no cache at all");
    List<String> options = new StartCaches(directory).options(KIND);
    assertThat(options).isNotEmpty();

    var ended = java(options);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).doesNotContainIgnoringCase("aot", "warning", "error");
  }

  private static Ended java(List<String> options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("--version");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Its words would be among those of the JVM.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.onExit().join().exitValue(), output);
  }
}
