package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import org.keyferry.wire.Sha256;

/** Hashes items under a salt: D = SHA-256(salt ‖ item). For one thread. */
final class SaltedItem {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DIGEST = 32;

  private final MessageDigest digest = Sha256.begun();
  private final byte[] salt;
  private final byte[] result = new byte[DIGEST];

  SaltedItem(ByteString salt) {
    this.salt = salt.toByteArray();
  }

  /** Hashes an item; the other methods speak of it then. */
  SaltedItem of(byte[] bytes, int offset) {
    digest.update(salt);
    digest.update(bytes, offset, ItemSet.ITEM_LENGTH);
    try {
      digest.digest(result, 0, DIGEST);
    } catch (DigestException e) {
      throw new IllegalStateException("a digest of 32 bytes has room in 32", e);
    }
    return this;
  }

  /** h, D's first 8 bytes, little-endian: where the item is. */
  long place() {
    return (long) LONGS.get(result, 0);
  }

  /** D's next 8 bytes, little-endian, of which the fingerprint is the low bits. */
  long print() {
    return (long) LONGS.get(result, Long.BYTES);
  }
}
