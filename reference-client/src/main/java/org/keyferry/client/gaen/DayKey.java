package org.keyferry.client.gaen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.RollingPeriod;

/**
 * A temporary exposure key with the time for which it is valid, and what follows from it by the
 * Exposure Notification Cryptography Specification 1.2: the identifier of each interval, and the
 * encryption of the metadata beside it.
 *
 * <pre>
 * RPIK  = HKDF-SHA256(key, no salt, "EN-RPIK", 16)
 * RPI_j = AES128(RPIK, "EN-RPI" ‖ 6 zero bytes ‖ interval j as uint32, little-endian)
 * AEMK  = HKDF-SHA256(key, no salt, "EN-AEMK", 16)
 * AEM_j = AES128-CTR(AEMK, initial counter RPI_j, metadata)
 * </pre>
 *
 * @param key the 16 bytes
 * @param start first interval
 * @param period how many intervals
 */
public record DayKey(ExposureKey key, Interval start, RollingPeriod period) {
  private static final int KEY_LENGTH = 16;
  private static final byte[] IDENTIFIER_KEY = "EN-RPIK".getBytes(UTF_8);
  private static final byte[] METADATA_KEY = "EN-AEMK".getBytes(UTF_8);
  private static final byte[] PADDED_DATA = "EN-RPI\0\0\0\0\0\0\0\0\0\0".getBytes(UTF_8);
  private static final int INTERVAL_OFFSET = 12;

  /** The identifiers of all intervals, the first one's first. */
  public List<ProximityIdentifier> identifiers() {
    var cipher = identifierCipher();
    var identifiers = new ArrayList<ProximityIdentifier>(period.intervals());
    for (int number = start.number(); number < start.number() + period.intervals(); number++) {
      identifiers.add(identifier(cipher, number));
    }
    return identifiers;
  }

  /** The identifier of one interval, which lies in the key's validity. */
  public ProximityIdentifier identifier(Interval interval) {
    return identifier(identifierCipher(), interval.number());
  }

  /**
   * Encrypts metadata of the interval of the identifier, or decrypts it: the same operation.
   *
   * @param metadata 4 bytes: version, transmit power, two reserved
   */
  public byte[] applyMetadataCipher(ProximityIdentifier identifier, byte[] metadata) {
    var cipher = SICBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(true, new ParametersWithIV(derive(METADATA_KEY), identifier.toByteArray()));
    byte[] result = new byte[metadata.length];
    cipher.processBytes(metadata, 0, metadata.length, result, 0);
    return result;
  }

  private BlockCipher identifierCipher() {
    var cipher = AESEngine.newInstance();
    cipher.init(true, derive(IDENTIFIER_KEY));
    return cipher;
  }

  private static ProximityIdentifier identifier(BlockCipher cipher, int interval) {
    byte[] block = PADDED_DATA.clone();
    for (int i = 0; i < Integer.BYTES; i++) {
      block[INTERVAL_OFFSET + i] = (byte) (interval >>> (Byte.SIZE * i));
    }
    cipher.processBlock(block, 0, block, 0);
    return ProximityIdentifier.of(block, 0);
  }

  private KeyParameter derive(byte[] purpose) {
    var derivation = new HKDFBytesGenerator(SHA256Digest.newInstance());
    derivation.init(new HKDFParameters(key.toByteArray(), null, purpose));
    byte[] derived = new byte[KEY_LENGTH];
    derivation.generateBytes(derived, 0, derived.length);
    return new KeyParameter(derived);
  }
}
