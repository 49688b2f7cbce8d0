package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.efgs.OnsetCode.Meaningless;
import org.keyferry.wire.efgs.OnsetCode.OfOnset;
import org.keyferry.wire.efgs.OnsetCode.OfRange;
import org.keyferry.wire.efgs.OnsetCode.OfSubmission;
import org.keyferry.wire.efgs.OnsetCode.OfSubmission.Symptoms;

class OnsetCodeTest {
  @Test
  void everyClassIsDecoded() {
    assertThat(OnsetCode.of(-14)).isEqualTo(new OfOnset(-14));
    assertThat(OnsetCode.of(86)).isEqualTo(new OfRange(1, -14));
    assertThat(OnsetCode.of(701)).isEqualTo(new OfRange(7, 1));
    assertThat(OnsetCode.of(1814)).isEqualTo(new OfRange(18, 14));
    assertThat(OnsetCode.of(1986)).isEqualTo(new OfSubmission(Symptoms.YES, -14));
    assertThat(OnsetCode.of(3000)).isEqualTo(new OfSubmission(Symptoms.NO, 0));
    assertThat(OnsetCode.of(4014)).isEqualTo(new OfSubmission(Symptoms.UNKNOWN, 14));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        -15,
        15,
        85,
        1815,
        1886,
        1900,
        1985,
        2015,
        2985,
        3500,
        4015,
        100_000,
        -100_000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
      })
  void otherNumbersSayNothing(int value) {
    assertThat(OnsetCode.of(value)).isEqualTo(new Meaningless(value));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-14, -14", "14, 14", "701, 4", "100, 0", "214, 14", "1400, 6", "690, -7"})
  void onsetIsKnownOrInTheMiddleOfItsRange(int value, int days) {
    assertThat(OnsetCode.of(value).daysSinceOnset()).hasValue(days);
  }

  @ParameterizedTest
  @ValueSource(ints = {2000, 3000, 4000, 314, 1810, 99_999})
  void onsetThatIsUnknownOrTooFarIsLeftOut(int value) {
    assertThat(OnsetCode.of(value).daysSinceOnset()).isEmpty();
  }

  @Test
  void unknownOnsetIsToldAsUnknown() {
    assertThat(OnsetCode.ofDaysSinceOnset(OptionalInt.empty()).value()).isEqualTo(4000);
    assertThat(OnsetCode.ofDaysSinceOnset(OptionalInt.of(20)).value()).isEqualTo(4000);
    assertThat(OnsetCode.ofDaysSinceOnset(OptionalInt.of(-3)).value()).isEqualTo(-3);
  }
}
