package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/**
 * Items of temporary exposure keys: SHA-256 of each rolling proximity identifier and its interval,
 * as an unsigned number of 32 bits, big-endian. A phone makes the same item of what it heard.
 *
 * <p>Identifiers follow from keys by the Exposure Notification Cryptography Specification 1.2:
 *
 * <pre>
 * RPIK  = HKDF-SHA256(key, no salt, "EN-RPIK", 16)
 * RPI_j = AES128(RPIK, "EN-RPI" ‖ 6 zero bytes ‖ interval j as uint32, little-endian)
 * </pre>
 *
 * <p>For one thread.
 */
public final class GaenItems {
  /** Bytes of a rolling proximity identifier. */
  public static final int IDENTIFIER_LENGTH = 16;

  private static final byte[] PURPOSE = "EN-RPIK".getBytes(UTF_8);
  private static final byte[] PADDED_DATA = "EN-RPI\0\0\0\0\0\0\0\0\0\0".getBytes(UTF_8);
  private static final int INTERVAL_OFFSET = 12;

  private final KDF derivation;
  private final Cipher cipher;
  private final MessageDigest digest = Sha256.begun();

  public GaenItems() {
    try {
      derivation = KDF.getInstance("HKDF-SHA256");
      cipher = singleBlocks();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks HKDF-SHA256 or AES", e);
    }
  }

  /** The specification encrypts single blocks, each of them different. */
  @SuppressWarnings("InsecureCryptoUsage")
  private static Cipher singleBlocks() throws GeneralSecurityException {
    return Cipher.getInstance("AES/ECB/NoPadding");
  }

  /** The items of all intervals of a key, the first one's first. */
  public void forEach(
      ExposureKey key, Interval start, RollingPeriod period, ItemConsumer consumer) {
    byte[] identifiers = identifiers(key, start, period);
    var interval = ByteBuffer.allocate(Integer.BYTES);
    for (int i = 0; i < period.intervals(); i++) {
      digest.update(identifiers, i * IDENTIFIER_LENGTH, IDENTIFIER_LENGTH);
      digest.update(interval.putInt(0, start.number() + i).array());
      consumer.item(digest.digest());
    }
  }

  /** The identifiers of all intervals of a key, 16 bytes each, the first one's first. */
  public byte[] identifiers(ExposureKey key, Interval start, RollingPeriod period) {
    var blocks =
        ByteBuffer.allocate(period.intervals() * IDENTIFIER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < period.intervals(); i++) {
      int from = i * IDENTIFIER_LENGTH;
      blocks.put(from, PADDED_DATA).putInt(from + INTERVAL_OFFSET, start.number() + i);
    }
    try {
      cipher.init(Cipher.ENCRYPT_MODE, derive(key));
      return cipher.doFinal(blocks.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refused a derived key", e);
    }
  }

  private SecretKey derive(ExposureKey key) throws GeneralSecurityException {
    var parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(key.toByteArray())
            .thenExpand(PURPOSE, IDENTIFIER_LENGTH);
    return new SecretKeySpec(derivation.deriveData(parameters), "AES");
  }

  /**
   * The item of one identifier.
   *
   * @param identifier the 16 bytes that were broadcast
   * @param interval in which 10-minute interval; unsigned
   */
  public static byte[] item(byte[] identifier, int interval) {
    return Sha256.bytesOf(
        ByteBuffer.allocate(identifier.length + Integer.BYTES)
            .put(identifier)
            .putInt(interval)
            .array());
  }
}
