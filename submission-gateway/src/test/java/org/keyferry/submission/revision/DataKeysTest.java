package org.keyferry.submission.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.settings.InvalidSetting;

class DataKeysTest {
  @TempDir private Path directory;

  private RevisionKeySettings key(int id, int bytes) throws IOException {
    return new RevisionKeySettings(
        id, Files.write(directory.resolve("key-" + id + "-" + bytes), new byte[bytes]));
  }

  @Test
  void firstKeyIsTheNewest() throws IOException {
    var keys = DataKeys.read(List.of(key(7, 32), key(3, 32)));

    assertThat(keys.newest()).isEqualTo(7);
    assertThat(keys.find(3)).isPresent();
    assertThat(keys.find(1)).isEmpty();
  }

  @Test
  void noKeyIsRefusedAndTheTextSaysHowToMakeOne() {
    assertThatThrownBy(() -> DataKeys.read(List.of()))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("keyferry.gateway.revision-keys")
        .hasMessageContaining("head -c 32 /dev/urandom > FILE makes one");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void fileOfAnotherLengthIsRefused(int bytes) throws IOException {
    var settings = List.of(key(1, bytes));

    assertThatThrownBy(() -> DataKeys.read(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("exactly 32 random bytes")
        .hasMessageContaining("which has " + bytes);
  }

  @Test
  void absentFileIsRefused() {
    var settings = List.of(new RevisionKeySettings(1, directory.resolve("absent")));

    assertThatThrownBy(() -> DataKeys.read(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("can't be read");
  }

  @Test
  void numberTwiceIsRefused() throws IOException {
    var settings = List.of(key(1, 32), key(1, 32));

    assertThatThrownBy(() -> DataKeys.read(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("no id twice");
  }

  @Test
  void keyWithoutNumberOrFileIsRefused() {
    assertThatThrownBy(() -> new RevisionKeySettings(0, directory))
        .hasMessageContaining("a number from 1");
    assertThatThrownBy(() -> new RevisionKeySettings(1, null))
        .hasMessageContaining("a file of 32 random bytes");
  }
}
