package org.keyferry.wire.document;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;

/**
 * SHA-256 of an object's or document's bytes, as documents, metadata and ETags have it.
 *
 * @param text base64url without padding, 43 characters
 */
public record ContentHash(String text) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

  /**
   * @throws IllegalArgumentException if it has another shape
   */
  public ContentHash {
    if (text == null || !SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          new Problem(
                  "hash",
                  "document",
                  "a SHA-256 in base64url without padding, 43 characters",
                  text == null ? "none" : "another text")
              .toString());
    }
  }

  /** The hash of the bytes. */
  public static ContentHash of(byte[] bytes) {
    return ofDigest(Sha256.of(bytes));
  }

  /** A SHA-256 that was computed. */
  public static ContentHash ofDigest(ByteString sha256) {
    return new ContentHash(
        Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.toByteArray()));
  }

  /** Its 32 bytes. */
  public ByteString digest() {
    return ByteString.copyFrom(Base64.getUrlDecoder().decode(text));
  }

  /** Its first 22 characters, which stand in names of objects. */
  public String shortText() {
    return start().text();
  }

  /** Its beginning. */
  public HashStart start() {
    return new HashStart(text.substring(0, HashStart.LENGTH));
  }

  @Override
  public String toString() {
    return text;
  }
}
