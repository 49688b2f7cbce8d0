package org.keyferry.wire.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.key.Region;

class BatchTagTest {
  private static final Region NL = new Region("NL");

  @Test
  void equalContentHasTheSameTag() {
    assertThat(BatchTag.of(NL, bytes("a"), bytes("b")))
        .isEqualTo(BatchTag.of(NL, bytes("a"), bytes("b")));
  }

  @Test
  void otherCountriesAndOtherPartsHaveOtherTags() {
    BatchTag tag = BatchTag.of(NL, bytes("a"), bytes("b"));
    assertThat(BatchTag.of(new Region("BE"), bytes("a"), bytes("b"))).isNotEqualTo(tag);
    assertThat(BatchTag.of(NL, bytes("ab"))).isNotEqualTo(tag);
    assertThat(BatchTag.of(NL, bytes("ab"), bytes(""))).isNotEqualTo(tag);
  }

  @Test
  void tagsStartWithTheCountryAndFitIntoEveryHub() {
    assertThat(BatchTag.of(new Region("GB-SCT"), bytes("a")).value())
        .startsWith("GB-SCT-")
        .hasSizeLessThanOrEqualTo(BatchTag.LONGEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "null", "a\nb", "ä"})
  void whatIsNoTagIsRefused(String text) {
    assertThat(BatchTag.isTag(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new BatchTag(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "20270101-1", "a/b", "a b", "3f1c2a5e-2b1d-4b0a-9a58-1d2f3a4b5c6d"})
  void whatHubsTakeIsATag(String text) {
    assertThat(new BatchTag(text).value()).isEqualTo(text);
  }

  @Test
  void sixtyFiveCharactersAreTooMany() {
    assertThat(BatchTag.isTag("a".repeat(64))).isTrue();
    assertThat(BatchTag.isTag("a".repeat(65))).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
