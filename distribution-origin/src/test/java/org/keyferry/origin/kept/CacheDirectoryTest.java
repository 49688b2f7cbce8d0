package org.keyferry.origin.kept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several origins with one directory. */
class CacheDirectoryTest {

  @Test
  void anotherProcessLeavesWhatTwoOriginsOfThisOneHold(@TempDir Path root) throws Exception {
    try (var one = CacheDirectory.open(root);
        var two = CacheDirectory.open(root)) {
      Path ofOne = written(one);
      Path ofTwo = written(two);

      assertThat(otherProcess(root)).as("its exit code").isZero();

      assertThat(ofOne).exists();
      assertThat(ofTwo).exists();
    }
    assertThat(root).isEmptyDirectory();
  }

  private static Path written(CacheDirectory directory) throws IOException {
    return Files.writeString(directory.newFile(1).path(), "a");
  }

  private static int otherProcess(Path root) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherOrigin.class.getName(),
            root.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("opened");
    return process.waitFor();
  }

  /** Comes and goes. */
  static final class OtherOrigin {
    private OtherOrigin() {}

    public static void main(String[] args) throws IOException {
      try (var _ = CacheDirectory.open(Path.of(args[0]))) {
        System.out.println("opened");
      }
    }
  }
}
