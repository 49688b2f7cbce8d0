package org.keyferry.client.fetch;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * A GET as every phone sends it. What may differ are the conditions of RFC 9110, which depend on
 * what a phone has fetched before, and never on who asks.
 *
 * @param uri what is fetched
 * @param headers all that it sends beyond what HTTP itself needs
 */
public record Request(URI uri, Map<String, String> headers) {
  private static final String USER_AGENT = "keyferry-client";

  public Request {
    headers = Map.copyOf(headers);
  }

  /** A signed document or an index. They are text, and compressed. */
  public static Request document(URI uri) {
    return of(uri, "gzip");
  }

  /** A batch: keys are random, so nothing would become smaller. */
  public static Request data(URI uri) {
    return of(uri, "identity");
  }

  private static Request of(URI uri, String encoding) {
    return new Request(
        uri, Map.of("User-Agent", USER_AGENT, "Accept", "*/*", "Accept-Encoding", encoding));
  }

  /** Only if it is no longer what had this tag. */
  public Request unless(String tag) {
    return with("If-None-Match", tag);
  }

  /** Only what is missing, or all of it if it has changed meanwhile. */
  public Request from(long firstByte, String tag) {
    return with("Range", "bytes=" + firstByte + "-").with("If-Range", tag);
  }

  private Request with(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Request(uri, more);
  }
}
