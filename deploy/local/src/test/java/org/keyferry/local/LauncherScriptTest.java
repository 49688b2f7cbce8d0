package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code keyferry}, with a JDK that tells what it was to run. */
class LauncherScriptTest {
  private static final String JAVA =
      """
      #!/bin/sh
      while [ $# -gt 0 ] && [ "$1" != org.keyferry.local.KeyferryCommand ]; do shift; done
      shift
      echo "ran $*"
      """;

  @TempDir private Path directory;

  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of("../../keyferry"), directory.resolve("keyferry"));
    program(directory.resolve("jdk/bin/java"), JAVA);
    program(directory.resolve("jdk/bin/javac"), "#!/bin/sh\n");
    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    for (String module : List.of("deploy/local", "deploy/connect-worker")) {
      Files.createDirectories(directory.resolve(module + "/target/lib"));
    }
    Files.createDirectories(directory.resolve("federation-connector/target/plugin"));
    Files.createFile(directory.resolve("deploy/local/target/local-0.1.0-SNAPSHOT.jar"));
  }

  @Test
  void aBackendIsStartedWithCaches() throws Exception {
    assertThat(run("up", "--bucket", "10s"))
        .containsSubsequence("Preparing faster starts", "train", "up --bucket 10s");
  }

  @Test
  void helpWaitsForNoCaches() throws Exception {
    assertThat(run("up", "--help")).contains("up --help").doesNotContain("Preparing", "train");
    assertThat(run("demo", "-h")).doesNotContain("Preparing", "train");
  }

  @Test
  void aLinkToTheScriptIsAsGoodAsTheScript() throws Exception {
    Path inPath = Files.createDirectories(directory.resolve("bin")).resolve("kf");
    Files.createSymbolicLink(inPath, Path.of("../link"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("keyferry"));

    assertThat(runAs(inPath, "status")).contains("ran status").doesNotContain("Building");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    return runAs(directory.resolve("keyferry"), arguments);
  }

  private String runAs(Path script, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KEYFERRY_JAVA_HOME", directory.resolve("jdk").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
