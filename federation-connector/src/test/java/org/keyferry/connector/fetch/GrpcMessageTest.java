package org.keyferry.connector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("G07")
class GrpcMessageTest {
  @Test
  void aMessageHasItsLengthBeforeIt() {
    assertThat(GrpcMessage.framed(new byte[] {1, 2, 3}))
        .isEqualTo(HexFormat.of().parseHex("0000000003010203"));
  }

  @Property
  void whatIsFramedIsReadAsItWas(@ForAll byte[] message) throws Exception {
    assertThat(GrpcMessage.only(GrpcMessage.framed(message), "here")).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0 bytes",
    "00000000, 4 bytes",
    "0100000001aa, a compressed one",
    "0000000002aa, 'one that tells another length, or several'",
    "00000000000000000000, 'one that tells another length, or several'",
    "00ffffffffaa, 'one that tells another length, or several'"
  })
  void whatIsNoMessageIsRefused(String hex, String actual) {
    assertThatThrownBy(() -> GrpcMessage.only(HexFormat.of().parseHex(hex), "here"))
        .isInstanceOf(FetchFailed.class)
        .hasMessage("body in here: expected one message of gRPC, got " + actual);
  }
}
