package org.keyferry.submission.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the vectors of the key server's own tests. */
class KeysMacTest {
  private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final String A = "z2Cx9hdz2SlxZ8GEgqTYpA==";
  private static final String B = "dPCphLzfG4uzXneNimkPRQ==";
  private static final String WITH_RISKS = "2u1nHt5WWurJytFLF3xitNzM99oNrad2y4YGOL53AeY=";
  private static final String FOUR_PARTS = "mFNI9zhTA17n4ndd1Vu5tsn4XQX0gPrIKyjeh/9noUE=";
  private static final String THREE_PARTS = "J9S7xVebH/66dm14wGsIcAnSUR3PHD4NtDQEOGZbDUo=";

  private static List<CertifiedKey> keys(int riskOfA, int riskOfB) {
    return List.of(new CertifiedKey(A, 1, 144, riskOfA), new CertifiedKey(B, 144, 144, riskOfB));
  }

  private static boolean covers(List<CertifiedKey> keys, byte[] secret, String mac) {
    return KeysMac.covers(keys, secret, Base64.getDecoder().decode(mac));
  }

  @Test
  void macWithRisksIsKnown() {
    assertThat(covers(keys(3, 5), SECRET, WITH_RISKS)).isTrue();
  }

  @Test
  void orderInTheRequestDoesNotMatter() {
    assertThat(covers(keys(3, 5).reversed(), SECRET, WITH_RISKS)).isTrue();
  }

  @Test
  void macOfFourPartsIsKnownWhereAllRisksAreZero() {
    assertThat(covers(keys(0, 0), SECRET, FOUR_PARTS)).isTrue();
  }

  @Test
  void macOfThreePartsIsKnownWhereAllRisksAreZero() {
    assertThat(covers(keys(0, 0), SECRET, THREE_PARTS)).isTrue();
  }

  @Test
  void macOfThreePartsCoversNoKeysWithARisk() {
    assertThat(covers(keys(0, 1), SECRET, THREE_PARTS)).isFalse();
  }

  @Test
  void everyPartOfAKeyIsCovered() {
    assertThat(covers(keys(3, 6), SECRET, WITH_RISKS)).isFalse();
    assertThat(covers(keys(3, 5).subList(0, 1), SECRET, WITH_RISKS)).isFalse();
    assertThat(
            covers(
                List.of(new CertifiedKey(A, 2, 144, 3), new CertifiedKey(B, 144, 144, 5)),
                SECRET,
                WITH_RISKS))
        .isFalse();
    assertThat(
            covers(
                List.of(new CertifiedKey(A, 1, 143, 3), new CertifiedKey(B, 144, 144, 5)),
                SECRET,
                WITH_RISKS))
        .isFalse();
  }

  @Test
  void textOfTheKeyIsCoveredAsSent() {
    String unpadded = A.replace("=", "");

    assertThat(
            covers(
                List.of(new CertifiedKey(unpadded, 1, 144, 3), new CertifiedKey(B, 144, 144, 5)),
                SECRET,
                WITH_RISKS))
        .isFalse();
  }

  @Test
  void otherOrEmptySecretsDoNotCover() {
    assertThat(covers(keys(3, 5), new byte[16], WITH_RISKS)).isFalse();
    assertThat(covers(keys(3, 5), new byte[0], WITH_RISKS)).isFalse();
  }
}
