package org.keyferry.wire.export;

import java.util.regex.Pattern;
import org.keyferry.wire.Problem;

/**
 * Names a signing key to phones, which know the public key under the same id and version.
 *
 * @param id 1 to 64 letters, digits and {@code _}; often the country's mobile code, such as {@code
 *     204}
 * @param version 1 to 32 letters, digits, {@code _}, {@code .} and {@code -}, such as {@code v1}
 */
public record SigningKeyId(String id, String version) {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_]{1,64}");
  private static final Pattern VERSION = Pattern.compile("[a-zA-Z0-9_.-]{1,32}");

  /**
   * @throws IllegalArgumentException if one of them is missing or has another shape
   */
  public SigningKeyId {
    require(ID, id, "signing key id", "1 to 64 letters, digits and _");
    require(VERSION, version, "signing key version", "1 to 32 letters, digits, _, . and -");
  }

  private static void require(Pattern shape, String value, String what, String expected) {
    if (value == null || !shape.matcher(value).matches()) {
      String actual =
          value == null ? "none" : value.isEmpty() ? "nothing" : "other characters or too many";
      throw new IllegalArgumentException(
          new Problem(what, "signature info", expected, actual).toString());
    }
  }

  /** As phones join them: {@code ID-VERSION}. */
  @Override
  public String toString() {
    return id + "-" + version;
  }
}
