package org.keyferry.wire.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.Sha256;

class ContentHashTest {
  private static final String OF_ABC = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

  @Test
  void hashIsTheSha256InBase64url() {
    var hash = ContentHash.of("abc".getBytes(UTF_8));

    assertThat(hash).hasToString(OF_ABC);
    assertThat(hash.digest()).isEqualTo(Sha256.of("abc".getBytes(UTF_8)));
    assertThat(hash.shortText()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa1",
      })
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> new ContentHash(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
