package org.keyferry.wire.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureKeyTest {

  @Tag("V01")
  @Test
  void keyHasSixteenBytes() {
    assertThat(ExposureKey.of(new byte[16]).toByteArray()).hasSize(16);
    assertThat(ExposureKey.of(ByteString.copyFrom(new byte[16])).toByteString().size())
        .isEqualTo(16);
  }

  @Tag("V01")
  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17})
  void keyOfAnotherLengthIsRefused(int length) {
    var bytes = new byte[length];
    String text = "key length in exposure key: expected 16 bytes, got " + length + " bytes";
    assertThatThrownBy(() -> ExposureKey.of(bytes)).isInstanceOf(InvalidKey.class).hasMessage(text);
    assertThatThrownBy(() -> ExposureKey.of(ByteString.copyFrom(bytes)))
        .isInstanceOf(InvalidKey.class)
        .hasMessage(text);
  }

  @Property(tries = 200)
  void orderAndIdentityAreThoseOfTheUnsignedBytes(
      @ForAll @Size(16) byte[] first, @ForAll @Size(16) byte[] second) {
    var a = ExposureKey.of(first);
    var b = ExposureKey.of(second);
    assertThat(Integer.signum(a.compareTo(b)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(first, second)));
    assertThat(a.equals(b)).isEqualTo(Arrays.equals(first, second));
    assertThat(ExposureKey.of(first)).isEqualTo(a).hasSameHashCodeAs(a);
  }

  @Test
  void bytesGivenOrTakenCanBeChangedWithoutHarm() {
    var bytes = new byte[16];
    var key = ExposureKey.of(bytes);
    bytes[0] = 1;
    key.toByteArray()[1] = 1;
    assertThat(key.toByteArray()).containsOnly(0);
  }

  @Test
  void keyPrintsRedacted() {
    assertThat(ExposureKey.of(new byte[16])).hasToString("ExposureKey[redacted]");
  }
}
