package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
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

/** Items of filters, by the published vectors of their protocols. */
class ItemsTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The key of the published vectors for the cryptography specification 1.2. */
  private static final ExposureKey PUBLISHED =
      ExposureKey.of(HEX.parseHex("75c734c6dd1a782de7a965da5eb93125"));

  private static final Interval START = new Interval(2_642_976);

  /** The second day key of the reference implementation's tests. */
  private static final ByteString DAY_KEY =
      bytes("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");

  private static final String SEED =
      "eaa2054637009757b9988b28998209d253eede69345f835bb91b3b333108d229";

  @Test
  void proximityIdentifiersAreThePublishedOnes() {
    byte[] all = new GaenItems().identifiers(PUBLISHED, START, RollingPeriod.DAY);
    assertThat(HEX.formatHex(all, 0, 16)).isEqualTo("8be6cd371c5c891604bfbe49df845096");
    assertThat(HEX.formatHex(all, 16, 32)).isEqualTo("3c9a1de5dd6b02afa7fded7b570b3e56");
    assertThat(all).hasSize(144 * 16);
  }

  @Test
  void keyGivesAnItemForEachOfItsIntervals() throws Exception {
    var items = new ArrayList<byte[]>();
    new GaenItems().forEach(PUBLISHED, START, new RollingPeriod(3), items::add);
    byte[] first =
        ByteBuffer.allocate(20)
            .put(HEX.parseHex("8be6cd371c5c891604bfbe49df845096"))
            .putInt(2_642_976)
            .array();
    assertThat(items).hasSize(3);
    assertThat(items.getFirst()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(first));
  }

  /** HKDF by its definition (RFC 5869), and AES as the key stream of a counter. */
  @Property(tries = 100)
  void proximityIdentifiersAreThoseOfTheSpecification(
      @ForAll @Size(16) byte[] key, @ForAll @IntRange(min = 0, max = 4_000_000) int interval)
      throws Exception {
    byte[] extracted = hmac(new byte[32], key);
    byte[] expanded = hmac(extracted, "EN-RPIK\u0001".getBytes(UTF_8));
    byte[] padded = Arrays.copyOf("EN-RPI".getBytes(UTF_8), 16);
    for (int i = 0; i < 4; i++) {
      padded[12 + i] = (byte) (interval >> (8 * i));
    }
    var cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(Arrays.copyOf(expanded, 16), "AES"),
        new IvParameterSpec(padded));
    assertThat(
            new GaenItems()
                .identifiers(ExposureKey.of(key), new Interval(interval), new RollingPeriod(1)))
        .isEqualTo(cipher.doFinal(new byte[16]));
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  @Test
  void identifiersOfADayAreThoseOfTheReferenceImplementation() {
    assertThat(Dp3tItems.identifiersOfDay(DAY_KEY).stream().limit(3).map(HEX::formatHex))
        .containsExactly(
            "04cab76af57ca373de1d52689fae06c1",
            "ab7747084efb743a6aa1b19bab2f0ca3",
            "f417c16279d7f718465f958e17466550");
    assertThat(Dp3tItems.identifiersOfDay(DAY_KEY)).hasSize(96).doesNotHaveDuplicates();
  }

  @Test
  void nextDayKeyIsThatOfTheReferenceImplementation() {
    assertThat(Dp3tItems.nextDayKey(DAY_KEY))
        .isEqualTo(bytes("2b32db6c2c0a6235fb1397e8225ea85e0f0e6e8c7b126d0016ccbde0e667151e"));
  }

  @Test
  void identifierOfASeedIsThatOfTheReferenceImplementation() {
    assertThat(HEX.formatHex(Dp3tItems.identifierOfSeed(bytes(SEED))))
        .isEqualTo("b7b1d06cd81686669aeea51e9f4723b5");
  }

  @Test
  void itemOfAnIdentifierIsThatOfTheReferenceImplementation() {
    assertThat(HEX.formatHex(Dp3tItems.item(Dp3tItems.identifierOfSeed(bytes(SEED)), 1_762_781)))
        .isEqualTo("93e8cffb4f828baf9e36b658ab8988b9afd39bec9f95b24930768157148adcc9");
  }

  @Test
  void itemsOfADayKeyHaveTheFirstEpochOfTheDay() {
    var items = new ArrayList<byte[]>();
    Dp3tItems.forEachOfDay(DAY_KEY, 18_362, items::add);
    assertThat(items).hasSize(96);
    assertThat(items.getFirst())
        .isEqualTo(
            Dp3tItems.item(HEX.parseHex("04cab76af57ca373de1d52689fae06c1"), 18_362 * 96));
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HEX.parseHex(hex));
  }
}
