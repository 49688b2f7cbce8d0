package org.keyferry.wire.document;

import java.util.regex.Pattern;
import org.keyferry.wire.Problem;

/**
 * The beginning of a {@link ContentHash}, 132 bits: enough that nobody finds other bytes for it.
 *
 * @param text base64url, 22 characters
 */
public record HashStart(String text) {
  static final int LENGTH = 22;

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{" + LENGTH + "}");

  /**
   * @throws IllegalArgumentException if it has another shape
   */
  public HashStart {
    if (text == null || !SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          new Problem(
                  "hash",
                  "document",
                  "the first " + LENGTH + " characters of a SHA-256 in base64url",
                  text == null ? "none" : "another text")
              .toString());
    }
  }

  /** Of a document, in which earlier builds wrote all of it. */
  static HashStart parse(String text) {
    return text != null && text.length() > LENGTH
        ? new ContentHash(text).start()
        : new HashStart(text);
  }

  /** Whether the hash begins so. */
  public boolean isOf(ContentHash hash) {
    return hash.text().startsWith(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
