package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.BatchWindow;

class ObjectNamesTest {
  private static final BatchWindow WINDOW =
      BatchWindow.ofEpochSeconds(1_234_560_000, 1_234_567_200);

  @Test
  void namesAreMadeOfFeedWindowAndFileNumber() {
    assertThat(ObjectNames.index("NL")).isEqualTo("NL/index.txt");
    assertThat(ObjectNames.exportFile("NL", WINDOW, 1))
        .isEqualTo("NL/1234560000-1234567200-00001.zip");
    assertThat(ObjectNames.exportFile("GB-SCT", WINDOW, 12_345)).endsWith("-12345.zip");
  }

  @Test
  void namesFitTheIndex() {
    var name = ObjectNames.exportFile("GB-SCT", WINDOW, 99_999);
    assertThat(ExportIndex.of(List.of(name)).names()).containsExactly(name);
  }

  @Test
  void fileNumberOfSixDigitsIsRefused() {
    assertThatThrownBy(() -> ObjectNames.exportFile("NL", WINDOW, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 99999, got 100000");
  }
}
