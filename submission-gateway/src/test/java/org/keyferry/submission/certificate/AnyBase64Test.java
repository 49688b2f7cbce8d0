package org.keyferry.submission.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AnyBase64Test {
  @Property
  void everyAlphabetAndPaddingGivesTheSameBytes(@ForAll byte[] bytes) {
    assertThat(AnyBase64.decode(Base64.getEncoder().encodeToString(bytes))).contains(bytes);
    assertThat(AnyBase64.decode(Base64.getEncoder().withoutPadding().encodeToString(bytes)))
        .contains(bytes);
    assertThat(AnyBase64.decode(Base64.getUrlEncoder().encodeToString(bytes))).contains(bytes);
    assertThat(AnyBase64.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
        .contains(bytes);
  }

  @Test
  void otherTextIsNoBase64() {
    assertThat(AnyBase64.decode("not base64!")).isEmpty();
    assertThat(AnyBase64.decode("+-+-")).isEmpty();
    assertThat(AnyBase64.decode("A")).isEmpty();
  }
}
