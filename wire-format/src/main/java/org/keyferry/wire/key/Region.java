package org.keyferry.wire.key;

import java.util.regex.Pattern;
import org.keyferry.wire.Problem;

/**
 * A region: ISO 3166-1 alpha-2 ({@code NL}), ISO 3166-2 ({@code GB-SCT}), or a cluster's code of
 * the same shape.
 *
 * @param code two capital letters, optionally {@code -} and one to three capital letters or digits
 */
public record Region(String code) {
  private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

  /**
   * @throws InvalidKey if the code has another shape
   */
  public Region {
    if (!isCode(code)) {
      throw new InvalidKey(
          new Problem("region", "region code", "a code such as NL or GB-SCT", shorten(code)));
    }
  }

  /** Whether the text is a region's code. */
  public static boolean isCode(String text) {
    return SHAPE.matcher(text).matches();
  }

  private static String shorten(String code) {
    return code.length() <= 16 ? code : code.substring(0, 16) + "…";
  }

  @Override
  public String toString() {
    return code;
  }
}
