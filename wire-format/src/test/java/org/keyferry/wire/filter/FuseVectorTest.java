package org.keyferry.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vector of 150 items. */
@Tag("D50")
class FuseVectorTest {
  private static final int ITEMS = 150;
  private static final String BATCH_ID = "202601010200";

  @Test
  void firstSaltWillDo() {
    var header = header(8);
    assertThat(header.itemCount()).isEqualTo(ITEMS);
    assertThat(header.saltAttempt()).isZero();
    assertThat(HexFormat.of().formatHex(header.salt().toByteArray()))
        .isEqualTo("bb9a20119a162a633ac1fd4a73ac97d5");
  }

  @Test
  void twoSegmentsAndTwoMoreHaveAllCells() {
    var header = header(8);
    assertThat(header.layout()).isEqualTo(new FilterHeader.Layout(64, 2));
    assertThat(header.bodyLength()).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({
    "8, ad416fd9f440bc21797d331bb5fc0f654b7a1647c3818adcfa350a2c47fb7826",
    "16, ebabe626eda598f2d45ff408b0071b8b10459d71c82551a0b06db33127857ed8",
    "32, edce11b4ec040ce517d108ba67dd20bb30b209058e4b727bef3ef733fa48058f"
  })
  void bodyIsThePublishedOne(int bits, String sha256) {
    assertThat(HexFormat.of().formatHex(header(bits).bodySha256().toByteArray()))
        .isEqualTo(sha256);
  }

  private static FilterHeader header(int bits) {
    var shape = new FilterShape(FilterKind.BINARY_FUSE, bits, ItemKind.EPHEMERAL_ID);
    return SampleItems.filter(shape, BATCH_ID, ITEMS).header();
  }
}
