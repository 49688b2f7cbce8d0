package org.keyferry.federation.gateway.hub;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By what a hub tells keys apart: the first 16 bytes of a SHA-256. */
record KeyDigest(long high, long low) {

  static KeyDigest of(byte[] content) {
    try {
      var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
      return new KeyDigest(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
