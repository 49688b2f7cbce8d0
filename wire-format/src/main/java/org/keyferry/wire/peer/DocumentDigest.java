package org.keyferry.wire.peer;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.keyferry.wire.Sha256;

/**
 * SHA-256 of a document's payload: its bytes without the signature, so that a document that is
 * signed again stays the same.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record DocumentDigest(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws InvalidPeers if it has another shape
   */
  public DocumentDigest {
    InvalidPeers.unless(
        hex != null && SHAPE.matcher(hex).matches(),
        "previous",
        "SHA-256 as 64 hexadecimal digits in lower case",
        hex);
  }

  /** The digest of a payload. */
  public static DocumentDigest of(byte[] payload) {
    return new DocumentDigest(HexFormat.of().formatHex(Sha256.bytesOf(payload)));
  }

  @Override
  public String toString() {
    return hex;
  }
}
