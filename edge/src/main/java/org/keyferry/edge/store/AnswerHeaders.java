package org.keyferry.edge.store;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import okhttp3.Headers;

/** Reads what the headers of an answer tell of an object. */
final class AnswerHeaders {
  private static final String METADATA_PREFIX = "x-amz-meta-";

  private AnswerHeaders() {}

  /** What is known of the object; the size is that of the whole, for a part of it too. */
  static ObjectHead head(Headers headers) {
    return new ObjectHead(
        size(headers),
        value(headers, "ETag").replace("\"", ""),
        lastModified(headers),
        value(headers, "Content-Type"),
        value(headers, "Cache-Control"),
        metadata(headers));
  }

  private static long size(Headers headers) {
    String range = headers.get("Content-Range");
    return Long.parseLong(
        range == null ? value(headers, "Content-Length") : range.substring(range.indexOf('/') + 1));
  }

  private static Instant lastModified(Headers headers) {
    return ZonedDateTime.parse(
            value(headers, "Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }

  private static Map<String, String> metadata(Headers headers) {
    var metadata = new HashMap<String, String>();
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(METADATA_PREFIX)) {
        metadata.put(lower.substring(METADATA_PREFIX.length()), value(headers, name));
      }
    }
    return metadata;
  }

  private static String value(Headers headers, String name) {
    return Objects.requireNonNullElse(headers.get(name), "");
  }
}
