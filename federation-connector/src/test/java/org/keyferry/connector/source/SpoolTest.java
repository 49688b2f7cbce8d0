package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches on a disk while they are read. */
class SpoolTest {
  @TempDir private Path root;

  @Test
  void taskLeavesNothingBehind() throws IOException {
    try (var spool = Spool.open(root.resolve("made"))) {
      Files.writeString(spool.directory().resolve("pull-1"), "a batch");
    }

    assertThat(filesIn(root.resolve("made"))).isEmpty();
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    try (var spool = Spool.open(root)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool.directory())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void whatALivingTaskHasStays() throws IOException {
    try (var one = Spool.open(root)) {
      Path batch = Files.writeString(one.directory().resolve("pull-1"), "a batch");

      Spool.open(root).close();

      assertThat(batch).exists();
    }
  }

  /** A lock ends with its process, whatever ends that. */
  @Test
  void whatAKilledTaskLeftGoesWithTheNextStart() throws IOException {
    Files.createFile(root.resolve("keyferry-pull-of-the-dead.lock"));
    Path left = Files.createDirectory(root.resolve("keyferry-pull-of-the-dead"));
    Files.writeString(left.resolve("pull-1"), "a batch");
    Files.writeString(root.resolve("of-somebody-else"), "whatever");

    try (var spool = Spool.open(root)) {
      assertThat(filesIn(root)).hasSize(3).contains("of-somebody-else");
      assertThat(spool.directory()).isEmptyDirectory();
    }
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
