package org.keyferry.origin.answer;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Several parts in one answer: RFC 9110, 14.6. */
final class Multipart {
  /** Nobody who makes objects can know it. */
  private static final String BOUNDARY = random();

  static final String CONTENT_TYPE = "multipart/byteranges; boundary=" + BOUNDARY;
  static final byte[] END = ascii("\r\n--" + BOUNDARY + "--\r\n");

  private Multipart() {}

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What stands before the bytes of a part. */
  static byte[] head(Reply.Part part, Shown shown) {
    return ascii(
        "\r\n--"
            + BOUNDARY
            + "\r\nContent-Type: "
            + shown.what().contentType()
            + "\r\nContent-Range: "
            + range(part, shown)
            + "\r\n\r\n");
  }

  /** Length of all of it. */
  static long length(Reply.Parts parts, Shown shown) {
    long length = END.length;
    for (Reply.Part part : parts.parts()) {
      length += head(part, shown).length + part.length();
    }
    return length;
  }

  /** As in the header {@code Content-Range}. */
  static String range(Reply.Part part, Shown shown) {
    return "bytes " + part.first() + "-" + part.last() + "/" + shown.size();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
