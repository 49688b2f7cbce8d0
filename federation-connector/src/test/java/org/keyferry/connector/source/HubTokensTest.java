package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.peer.PeerId;

class HubTokensTest {
  @Test
  void eachPeerIsShownItsOwnTokenAndNoOther() {
    var tokens = HubTokens.parse(" GB=first== IS=second ");

    assertThat(tokens.of(new PeerId("GB"))).contains("first==");
    assertThat(tokens.of(new PeerId("IS"))).contains("second");
    assertThat(tokens.of(new PeerId("NL"))).isEmpty();
  }

  @Test
  void noTokensAreForNobody() {
    assertThat(HubTokens.parse("").byPeer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret", "=secret", "GB=", "GB=first secret", "secret/of/one==", "secret=="})
  void otherFormsAreRefusedWithoutTellingTheToken(String text) {
    assertThatThrownBy(() -> HubTokens.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("first");
  }
}
