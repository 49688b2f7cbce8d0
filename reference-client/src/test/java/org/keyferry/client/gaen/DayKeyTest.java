package org.keyferry.client.gaen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

class DayKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The day key of the published vectors for the cryptography specification 1.2. */
  private static final DayKey PUBLISHED =
      new DayKey(
          ExposureKey.of(HEX.parseHex("75c734c6dd1a782de7a965da5eb93125")),
          new Interval(2642976),
          RollingPeriod.DAY);

  @Test
  void firstIdentifierOfTheDayIsThePublishedOne() {
    assertThat(HEX.formatHex(PUBLISHED.identifier(new Interval(2642976)).toByteArray()))
        .isEqualTo("8be6cd371c5c891604bfbe49df845096");
  }

  @Test
  void secondIdentifierOfTheDayIsThePublishedOne() {
    assertThat(HEX.formatHex(PUBLISHED.identifiers().get(1).toByteArray()))
        .isEqualTo("3c9a1de5dd6b02afa7fded7b570b3e56");
  }

  @Test
  void encryptedMetadataAreThePublishedOnes() {
    var identifier = PUBLISHED.identifier(new Interval(2642976));
    assertThat(PUBLISHED.applyMetadataCipher(identifier, HEX.parseHex("40080000")))
        .isEqualTo(HEX.parseHex("72033874"));
  }

  @Test
  void aDayHasOneIdentifierForEachOfItsIntervals() {
    assertThat(PUBLISHED.identifiers())
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(
            IntStream.range(2642976, 2642976 + 144)
                .mapToObj(number -> PUBLISHED.identifier(new Interval(number)))
                .toList());
  }

  @Test
  void printsNoIdentifierAndNoKey() {
    assertThat(PUBLISHED + " " + PUBLISHED.identifiers().getFirst())
        .doesNotContain("75c734c6")
        .contains("redacted");
  }

  @Property(tries = 200)
  void agreesWithTheCryptographyOfTheJdk(
      @ForAll @Size(16) byte[] key, @ForAll @IntRange(min = 0, max = 4_000_000) int interval)
      throws Exception {
    var day = new DayKey(ExposureKey.of(key), new Interval(interval), RollingPeriod.DAY);
    var cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, jdkKey(key, "EN-RPIK"), new IvParameterSpec(paddedData(interval)));
    // The first block of the key stream is the encrypted counter.
    byte[] identifier = cipher.doFinal(new byte[16]);
    assertThat(day.identifier(day.start()).toByteArray()).isEqualTo(identifier);
    cipher.init(Cipher.ENCRYPT_MODE, jdkKey(key, "EN-AEMK"), new IvParameterSpec(identifier));
    assertThat(day.applyMetadataCipher(day.identifier(day.start()), new byte[] {64, 8, 0, 0}))
        .isEqualTo(cipher.doFinal(new byte[] {64, 8, 0, 0}));
  }

  private static byte[] paddedData(int interval) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("EN-RPI".getBytes(UTF_8))
        .putInt(12, interval)
        .array();
  }

  private static SecretKeySpec jdkKey(byte[] key, String purpose) throws Exception {
    return new SecretKeySpec(
        KDF.getInstance("HKDF-SHA256")
            .deriveData(
                HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(purpose.getBytes(UTF_8), 16)),
        "AES");
  }
}
