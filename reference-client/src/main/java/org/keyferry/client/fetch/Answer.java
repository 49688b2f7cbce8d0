package org.keyferry.client.fetch;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.keyferry.wire.Problem;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param headers the first value of each
 * @param body as it came; only its beginning if the connection broke
 * @param isWhole whether the body came to its end
 */
public record Answer(int status, Map<String, String> headers, ByteString body, boolean isWhole) {
  /** Here it is. */
  public static final int OK = 200;

  /** Here is the rest. */
  public static final int PARTIAL = 206;

  /** It is what you have. */
  public static final int NOT_MODIFIED = 304;

  /** There is no such thing. */
  public static final int NOT_FOUND = 404;

  /** There is no such thing any more. */
  public static final int GONE = 410;

  public Answer {
    var lookedUp = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    lookedUp.putAll(headers);
    headers = Collections.unmodifiableMap(lookedUp);
  }

  /** The value of a header, whose case makes no difference. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A tag that stands for these bytes; weak ones do not. */
  public Optional<String> strongTag() {
    return header("ETag").filter(tag -> !tag.startsWith("W/"));
  }

  /**
   * The text of a document, inflated if it came compressed.
   *
   * @param most so many bytes it may have
   * @throws IOException if the connection broke, or it is larger, or no gzip
   */
  public byte[] document(int most, Object where) throws IOException {
    if (!isWhole) {
      throw broken("body", where, "all of it", body.size() + " bytes and no end");
    }
    if (header("Content-Encoding").isEmpty()) {
      return limited(body.toByteArray(), most, where);
    }
    try (var inflated = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray()))) {
      return limited(inflated.readNBytes(most + 1), most, where);
    }
  }

  private static byte[] limited(byte[] bytes, int most, Object where) throws IOException {
    if (bytes.length > most) {
      throw broken("size", where, "at most " + most + " bytes", "more");
    }
    return bytes;
  }

  /** What is told of an answer that is of no use. */
  public IOException unexpected(Object where, String expected) {
    return broken("answer", where, "status " + expected, "status " + status);
  }

  static IOException broken(String what, Object where, String expected, String actual) {
    return new IOException(new Problem(what, String.valueOf(where), expected, actual).toString());
  }
}
