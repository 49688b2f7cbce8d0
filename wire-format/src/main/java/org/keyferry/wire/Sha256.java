package org.keyferry.wire;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
public final class Sha256 {
  private Sha256() {}

  /** The digest of the bytes. */
  public static ByteString of(byte[] bytes) {
    return ByteString.copyFrom(bytesOf(bytes));
  }

  /** The digest of the bytes, as bytes that are the caller's own. */
  public static byte[] bytesOf(byte[] bytes) {
    return begun().digest(bytes);
  }

  /** A digest of nothing yet. */
  public static MessageDigest begun() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
