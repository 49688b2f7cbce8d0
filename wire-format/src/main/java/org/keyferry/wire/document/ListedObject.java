package org.keyferry.wire.document;

import java.util.regex.Pattern;
import org.keyferry.wire.Problem;

/**
 * An object that a document names.
 *
 * @param uri relative to the address of the document, below it: never of another host
 * @param hash SHA-256 of its bytes
 * @param bytes how many it has
 */
public record ListedObject(String uri, ContentHash hash, long bytes) {
  private static final int LONGEST = 200;
  private static final Pattern URI =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  /**
   * @throws IllegalArgumentException if the URI has another shape or it has less than 0 bytes
   */
  public ListedObject {
    check(uri, bytes);
  }

  static void check(String uri, long bytes) {
    if (uri.length() > LONGEST || !URI.matcher(uri).matches()) {
      throw refused("uri", "a relative reference of letters, digits, / . _ -", "another");
    }
    if (bytes < 0) {
      throw refused("bytes", "0 or more", String.valueOf(bytes));
    }
  }

  private static IllegalArgumentException refused(String what, String expected, String actual) {
    return new IllegalArgumentException(new Problem(what, "document", expected, actual).toString());
  }
}
