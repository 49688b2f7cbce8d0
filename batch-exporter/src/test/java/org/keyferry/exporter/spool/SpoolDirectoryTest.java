package org.keyferry.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.wire.settings.InvalidSetting;

class SpoolDirectoryTest {
  @TempDir private Path directory;

  @Test
  void whatAnEarlierProcessLeftIsWiped() throws IOException {
    Files.writeString(directory.resolve("1.keys"), "left over");
    Files.writeString(directory.resolve("2.zip"), "left over");
    try (var spool = SpoolDirectory.open(directory)) {
      assertThat(spool.newExportFile()).doesNotExist();
      assertThat(directory)
          .isDirectoryContaining("glob:**/lock")
          .isDirectoryNotContaining("glob:**/*.{keys,zip}");
    }
  }

  @Test
  void directoryOfAnotherIsRefused() throws IOException {
    try (var first = SpoolDirectory.open(directory)) {
      assertThatThrownBy(() -> SpoolDirectory.open(directory))
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("keyferry.exporter.spool-directory")
          .hasMessageContaining("another process uses it");
      assertThat(first.newExportFile().getParent()).isEqualTo(directory);
    }
  }

  @Test
  void closedBatchLeavesNothingOnDisk() throws IOException {
    try (var spool = SpoolDirectory.open(directory)) {
      var batch = spool.newBatch();
      batch.append(ByteBuffer.allocate(SpooledKey.BYTES), false);
      batch.close();
      assertThat(directory).isDirectoryNotContaining("glob:**/*.keys");
    }
  }
}
