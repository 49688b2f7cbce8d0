package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Reads multipart/byteranges as RFC 2046 and RFC 9110 have it. */
final class Parts {
  private static final Pattern HEAD =
      Pattern.compile("Content-Type: ([^\\r]+)\\r\\nContent-Range: ([^\\r]+)\\r\\n\\r\\n");

  private Parts() {}

  /** A part: its type, its place and its bytes in hexadecimal digits. */
  record Part(String type, String range, String bytes) {}

  static List<Part> of(HttpResponse<byte[]> answer) {
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    assertThat(type).startsWith("multipart/byteranges;");
    String delimiter = "\r\n--" + type.substring(type.indexOf("boundary=") + 9).strip();
    String body = new String(answer.body(), ISO_8859_1);
    assertThat(body).startsWith(delimiter).endsWith(delimiter + "--\r\n");
    var parts = new ArrayList<Part>();
    int at = delimiter.length() + 2;
    while (true) {
      int end = body.indexOf(delimiter, at);
      if (end < 0) {
        return parts;
      }
      String text = body.substring(at, end);
      var head = HEAD.matcher(text);
      assertThat(head.lookingAt()).as(text.substring(0, Math.min(100, text.length()))).isTrue();
      parts.add(
          new Part(
              head.group(1),
              head.group(2),
              HexFormat.of().formatHex(text.substring(head.end()).getBytes(ISO_8859_1))));
      at = end + delimiter.length() + 2;
    }
  }
}
