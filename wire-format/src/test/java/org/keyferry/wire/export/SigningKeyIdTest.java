package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyIdTest {

  @Test
  void printsAsPhonesJoinIt() {
    assertThat(new SigningKeyId("some_id", "v1.2-3")).hasToString("some_id-v1.2-3");
  }

  @ParameterizedTest
  @CsvSource({"'', v1", "2-4, v1", "2 4, v1", "é, v1", "204, ''", "204, v 1", ", v1", "204,"})
  void otherShapesAreRefused(String id, String version) {
    assertThatThrownBy(() -> new SigningKeyId(id, version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("signing key ");
  }
}
