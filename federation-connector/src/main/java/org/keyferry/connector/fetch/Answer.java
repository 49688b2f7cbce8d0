package org.keyferry.connector.fetch;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.keyferry.wire.Problem;

/**
 * What a peer answered, without the body.
 *
 * @param url what was asked for
 * @param status of HTTP
 * @param headers the last of each name; names in lower case
 * @param size bytes of the body that was taken; 0 where none was
 */
public record Answer(URI url, int status, Map<String, String> headers, long size) {
  /** OK. */
  public static final int OK = 200;

  /** Not modified. */
  public static final int NOT_MODIFIED = 304;

  /** Not found: for most formats, nothing yet. */
  public static final int NOT_FOUND = 404;

  /** Gone: it has expired. */
  public static final int GONE = 410;

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A header's value, if it is there. */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** What it is when it is none of what was expected. */
  public FetchFailed unexpected(String expected) {
    String actual = status >= 300 && status < 400 ? status + ", a redirect" : status + "";
    return new FetchFailed(new Problem("status", url.toString(), expected, actual));
  }
}
