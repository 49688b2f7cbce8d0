package org.keyferry.wire.peer;

import java.util.regex.Pattern;

/**
 * Names a peer in topics, object names, metrics and logs.
 *
 * @param value 1 to 64 letters, digits, {@code .}, {@code -} and {@code _}, such as {@code
 *     be.example}
 */
public record PeerId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * @throws InvalidPeers if it has another shape
   */
  public PeerId {
    InvalidPeers.unless(
        value != null && SHAPE.matcher(value).matches(),
        "peers[].id",
        "1 to 64 letters, digits, ., - and _, a letter or digit first",
        value);
  }

  @Override
  public String toString() {
    return value;
  }
}
