package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

class ExportHeaderTest {
  private static final Region NL = new Region("NL");
  private static final BatchWindow WINDOW = BatchWindow.ofEpochSeconds(7200, 14_400);

  @Test
  void onlyFileStatesTheWindowItself() {
    assertThat(ExportHeader.single(WINDOW, NL).statedWindow()).isEqualTo(WINDOW);
  }

  @Test
  void filesOfASplitWindowEndLaterByTheirNumber() {
    assertThat(new ExportHeader(WINDOW, NL, 1, 3).statedWindow())
        .isEqualTo(BatchWindow.ofEpochSeconds(7200, 14_401));
    assertThat(new ExportHeader(WINDOW, NL, 3, 3).statedWindow())
        .isEqualTo(BatchWindow.ofEpochSeconds(7200, 14_403));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "2, 1", "-1, 3", "1, 100000"})
  void fileNumberOutsideTheFilesIsRefused(int fileNumber, int files) {
    assertThatThrownBy(() -> new ExportHeader(WINDOW, NL, fileNumber, files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file number in export header");
  }
}
