package org.keyferry.submission.certificate;

import java.util.Base64;
import java.util.Optional;

/** Base64 as phones send it: standard or URL alphabet, padded or not. */
public final class AnyBase64 {
  private AnyBase64() {}

  /** The bytes; empty if the text is not base64. */
  public static Optional<byte[]> decode(String text) {
    boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    try {
      return Optional.of((url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
