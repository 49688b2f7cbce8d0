package org.keyferry.submission.revision;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.keyferry.submission.certificate.AnyBase64;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Region;

/**
 * Seals and opens revision tokens. All tokens have the same length, whatever they cover.
 *
 * <p>in: {@link RevisionToken}; out: base64 of the layout, big-endian:
 *
 * <pre>
 *  0   1  version, 1
 *  1   4  number of the data key
 *  5  12  nonce
 * 17   N  AES-256-GCM of the plaintext, with "keyferry revision token", home region, version and
 *         number as associated data
 *  +  16  tag
 *
 * plaintext: 8 bytes issued, in seconds since the epoch, then as many entries of 29 bytes as an
 * upload may have keys: 16 key, 4 start, 1 period, 8 proof; of period 0 where there is none
 * </pre>
 */
public final class TokenSeal {
  private static final byte VERSION = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int ENTRY = ExposureKey.LENGTH + Integer.BYTES + 1 + RevisionProof.LENGTH;

  /** Of another gateway with more entries; longer ones are no tokens of anybody's. */
  private static final int MOST_ENTRIES = 100;

  private static final int SHORTEST = HEADER + NONCE + Long.BYTES + ENTRY + TAG;
  private static final int LONGEST = SHORTEST + (MOST_ENTRIES - 1) * ENTRY;

  private final DataKeys keys;
  private final byte[] purpose;
  private final int entries;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param home tokens of another region's gateway are not opened, whatever keys it has
   * @param entries how many keys a token has room for, 1 to 100
   */
  public TokenSeal(DataKeys keys, Region home, int entries) {
    this.keys = keys;
    this.purpose = ("keyferry revision token " + home.code() + " ").getBytes(UTF_8);
    this.entries = entries;
  }

  /** How many keys a token has room for. */
  int entries() {
    return entries;
  }

  /** The token, sealed with the newest key. */
  String seal(RevisionToken token) {
    var plain = ByteBuffer.allocate(Long.BYTES + entries * ENTRY);
    plain.putLong(token.issued().getEpochSecond());
    for (RevisableKey key : token.keys()) {
      plain
          .put(key.key().toByteArray())
          .putInt(key.start())
          .put((byte) key.period())
          .put(key.proof().asReadOnlyByteBuffer());
    }
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] header = ByteBuffer.allocate(HEADER).put(VERSION).putInt(keys.newest()).array();
    SecretKey key = keys.find(keys.newest()).orElseThrow();
    byte[] sealed = seal(key, nonce, header, plain.array());
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(HEADER + NONCE + sealed.length)
                .put(header)
                .put(nonce)
                .put(sealed)
                .array());
  }

  private byte[] seal(SecretKey key, byte[] nonce, byte[] header, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** What the token says; empty if a gateway with these keys did not seal it so. */
  Optional<RevisionToken> open(String text) {
    byte[] bytes = AnyBase64.decode(text).orElse(new byte[0]);
    if (bytes.length < SHORTEST
        || bytes.length > LONGEST
        || (bytes.length - SHORTEST) % ENTRY != 0
        || bytes[0] != VERSION) {
      return Optional.empty();
    }
    var fields = ByteBuffer.wrap(bytes);
    byte[] header = new byte[HEADER];
    byte[] nonce = new byte[NONCE];
    byte[] sealed = new byte[bytes.length - HEADER - NONCE];
    fields.get(header).get(nonce).get(sealed);
    return keys.find(ByteBuffer.wrap(header).getInt(1))
        .flatMap(key -> open(key, nonce, header, sealed))
        .map(TokenSeal::read);
  }

  private Optional<byte[]> open(SecretKey key, byte[] nonce, byte[] header, byte[] sealed) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, header).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] header)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(purpose);
    cipher.updateAAD(header);
    return cipher;
  }

  private static RevisionToken read(byte[] plain) {
    var fields = ByteBuffer.wrap(plain);
    var issued = Instant.ofEpochSecond(fields.getLong());
    var keys = new ArrayList<RevisableKey>();
    while (fields.hasRemaining()) {
      byte[] key = new byte[ExposureKey.LENGTH];
      byte[] proof = new byte[RevisionProof.LENGTH];
      fields.get(key);
      int start = fields.getInt();
      int period = Byte.toUnsignedInt(fields.get());
      fields.get(proof);
      if (period > 0) {
        keys.add(new RevisableKey(ExposureKey.of(key), start, period, ByteString.copyFrom(proof)));
      }
    }
    return new RevisionToken(issued, keys);
  }
}
