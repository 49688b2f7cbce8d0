package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.wire.Sha256;

/**
 * Items of DP-3T: SHA-256 of an ephemeral identifier and its epoch, as an unsigned number of 32
 * bits, big-endian. Epochs are quarters of an hour since 1970.
 *
 * <pre>
 * unlinkable:  EphID = first 16 bytes of SHA-256(seed)
 * low-cost:    EphIDs of a day = AES-CTR(HMAC-SHA256(SK, "broadcast key"), counter 0), 16 bytes each
 *              SK of the next day = SHA-256(SK)
 * </pre>
 *
 * <p>Phones of the low-cost design broadcast the identifiers of a day in an order that is theirs
 * alone. So items of a day key have the first epoch of the day, and who looks for them takes the
 * same of what was heard.
 */
public final class Dp3tItems {
  /** Epochs, and identifiers, of a day. */
  public static final int EPOCHS_OF_A_DAY = 96;

  /** Bytes of an ephemeral identifier. */
  public static final int IDENTIFIER_LENGTH = 16;

  private static final byte[] BROADCAST_KEY = "broadcast key".getBytes(US_ASCII);

  private Dp3tItems() {}

  /**
   * The item of one identifier.
   *
   * @param identifier the 16 bytes that were broadcast
   * @param epoch unsigned
   */
  public static byte[] item(byte[] identifier, int epoch) {
    return Sha256.bytesOf(
        ByteBuffer.allocate(identifier.length + Integer.BYTES)
            .put(identifier)
            .putInt(epoch)
            .array());
  }

  /** The identifier of a seed of the unlinkable design, which is one of 32 bytes for each epoch. */
  public static byte[] identifierOfSeed(ByteString seed) {
    return Arrays.copyOf(Sha256.bytesOf(seed.toByteArray()), IDENTIFIER_LENGTH);
  }

  /** The identifiers of a day key of the low-cost design, 96 of 16 bytes, in no epoch's order. */
  public static List<byte[]> identifiersOfDay(ByteString dayKey) {
    try {
      var derivation = Mac.getInstance("HmacSHA256");
      derivation.init(new SecretKeySpec(dayKey.toByteArray(), "HmacSHA256"));
      var cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(derivation.doFinal(BROADCAST_KEY), "AES"),
          new IvParameterSpec(new byte[IDENTIFIER_LENGTH]));
      byte[] stream = cipher.doFinal(new byte[EPOCHS_OF_A_DAY * IDENTIFIER_LENGTH]);
      var identifiers = new ArrayList<byte[]>(EPOCHS_OF_A_DAY);
      for (int from = 0; from < stream.length; from += IDENTIFIER_LENGTH) {
        identifiers.add(Arrays.copyOfRange(stream, from, from + IDENTIFIER_LENGTH));
      }
      return identifiers;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks HMAC-SHA256 or AES", e);
    }
  }

  /** The day key of the next day. */
  public static ByteString nextDayKey(ByteString dayKey) {
    return Sha256.of(dayKey.toByteArray());
  }

  /**
   * The items of a day key.
   *
   * @param epochDay days since 1970-01-01
   */
  public static void forEachOfDay(ByteString dayKey, long epochDay, ItemConsumer consumer) {
    int epoch = Math.toIntExact(epochDay * EPOCHS_OF_A_DAY);
    identifiersOfDay(dayKey).forEach(identifier -> consumer.item(item(identifier, epoch)));
  }
}
