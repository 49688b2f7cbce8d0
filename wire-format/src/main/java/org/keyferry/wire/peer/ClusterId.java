package org.keyferry.wire.peer;

import java.util.regex.Pattern;

/**
 * Names a cluster.
 *
 * @param value 1 to 32 letters, digits, {@code .}, {@code -} and {@code _}, such as {@code EU}
 */
public record ClusterId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  /**
   * @throws InvalidPeers if it has another shape
   */
  public ClusterId {
    InvalidPeers.unless(
        value != null && SHAPE.matcher(value).matches(),
        "clusters[].id",
        "1 to 32 letters, digits, ., - and _, a letter or digit first",
        value);
  }

  @Override
  public String toString() {
    return value;
  }
}
