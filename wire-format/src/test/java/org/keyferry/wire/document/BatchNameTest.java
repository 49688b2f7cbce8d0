package org.keyferry.wire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D31")
@Tag("D41")
class BatchNameTest {

  @ParameterizedTest
  @CsvSource({
    "202611251000, 2026-11-25T10:00:00Z, 0",
    "202611250000, 2026-11-25T00:00:00Z, 0",
    "202402291000, 2024-02-29T10:00:00Z, 0",
    "197001010000, 1970-01-01T00:00:00Z, 0",
    "999912312359, 9999-12-31T23:59:00Z, 0",
    "20261125100010, 2026-11-25T10:00:10Z, 0",
    "202611251000-r1, 2026-11-25T10:00:00Z, 1",
    "20261125100010-r9999, 2026-11-25T10:00:10Z, 9999",
  })
  void nameTellsWindowEndAndCorrection(String text, Instant end, int correction) {
    assertThat(BatchName.parse(text)).isEqualTo(new BatchName(end, correction)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2020041634",
        "20261125100",
        "2026112510000",
        "20261125100000",
        "202613251000",
        "202602291000",
        "202611252400",
        "202611251060",
        "20261125100060",
        "196912312359",
        "202611251000-r0",
        "202611251000-r01",
        "202611251000-r",
        "202611251000-r10000",
        "202611251000-R1",
        "202611251000r1",
        "202611251000-r1-r2",
        " 202611251000",
        "202611251000\n",
        "2026-11-25T10:00:00Z",
        "２０２６１１２５１０００",
        "latest",
      })
  void otherTextIsNoName(String text) {
    assertThat(BatchName.isName(text)).isFalse();
    assertThatThrownBy(() -> BatchName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch id");
  }

  @Test
  void correctionsComeBehindWhatTheyReplace() {
    var first = BatchName.parse("202611251000");

    assertThat(first.corrected()).hasToString("202611251000-r1").isGreaterThan(first);
    assertThat(first.corrected()).isLessThan(BatchName.parse("20261125100010"));
  }
}
