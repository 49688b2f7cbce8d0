package org.keyferry.submission.revision;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * What shows that two reports of a key are of the same phone: a hash of the key under the secret
 * that the phone made for its certificate. It is the same if the upload is repeated, and that of
 * one key says nothing of another's. Whoever sends a key that he read in a batch has another
 * secret, so his token is of no use for it.
 *
 * <p>First 8 bytes of HMAC-SHA256(secret, "keyferry revision proof" ‖ key ‖ start ‖ period);
 * numbers are 4 bytes, big-endian.
 */
public final class RevisionProof {
  /** Length in bytes. */
  public static final int LENGTH = 8;

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE = "keyferry revision proof".getBytes(US_ASCII);

  private final Mac mac;

  /**
   * @param secret of the certificate's MAC, at least one byte
   */
  public RevisionProof(byte[] secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** The proof of the key. */
  ByteString of(DiagnosisKey key) {
    mac.update(PURPOSE);
    mac.update(key.key().toByteArray());
    var timing =
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(key.start().number())
            .putInt(key.period().intervals());
    return ByteString.copyFrom(mac.doFinal(timing.array()), 0, LENGTH);
  }
}
