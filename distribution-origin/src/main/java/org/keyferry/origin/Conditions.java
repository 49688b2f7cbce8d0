package org.keyferry.origin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;

/**
 * Decides by a request's headers what is sent, as RFC 9110 says in 13.2.2 (order of conditions) and
 * 14.2 (ranges). Spring's own check leaves out {@code If-Match} on GET, {@code If-None-Match: *}
 * and {@code If-Range}.
 */
final class Conditions {
  private static final long NO_DATE = -1;

  private final HttpHeaders headers;
  private final Representation shown;

  private Conditions(HttpHeaders headers, Representation shown) {
    this.headers = headers;
    this.shown = shown;
  }

  /** The reply to a GET or HEAD with these headers for what is there. */
  static Reply judge(HttpMethod method, HttpHeaders headers, Representation shown) {
    var conditions = new Conditions(headers, shown);
    if (conditions.clientWantsAnother()) {
      return new Reply.PreconditionFailed();
    }
    if (conditions.clientHasIt()) {
      return new Reply.NotModified();
    }
    // A range means something for GET only.
    return method.equals(HttpMethod.GET) && conditions.rangeHolds()
        ? conditions.part()
        : new Reply.Whole();
  }

  private boolean clientWantsAnother() {
    if (headers.containsHeader(HttpHeaders.IF_MATCH)) {
      return !matches(HttpHeaders.IF_MATCH, true);
    }
    long date = headers.getIfUnmodifiedSince();
    return date != NO_DATE && shown.lastModified().isAfter(Instant.ofEpochMilli(date));
  }

  private boolean clientHasIt() {
    if (headers.containsHeader(HttpHeaders.IF_NONE_MATCH)) {
      return matches(HttpHeaders.IF_NONE_MATCH, false);
    }
    long date = headers.getIfModifiedSince();
    return date != NO_DATE && !shown.lastModified().isAfter(Instant.ofEpochMilli(date));
  }

  private boolean matches(String header, boolean strong) {
    String tags = String.join(",", headers.getOrEmpty(header));
    return tags.strip().equals("*")
        || ETag.parse(tags).stream().anyMatch(tag -> tag.compare(shown.etag(), strong));
  }

  private boolean rangeHolds() {
    String condition = headers.getFirst(HttpHeaders.IF_RANGE);
    if (condition == null) {
      return true;
    }
    if (condition.endsWith("\"")) {
      return ETag.create(condition).compare(shown.etag(), true);
    }
    // A date tells apart only what can't change twice within its second.
    return shown.immutable() && shown.lastModified().toEpochMilli() == dateOfIfRange();
  }

  private long dateOfIfRange() {
    try {
      return headers.getFirstDate(HttpHeaders.IF_RANGE);
    } catch (IllegalArgumentException e) {
      // Neither an entity tag nor a date: nothing that could be equal to ours.
      return NO_DATE;
    }
  }

  private Reply part() {
    Optional<HttpRange> range = singleRange();
    if (range.isEmpty()) {
      return new Reply.Whole();
    }
    long first = range.get().getRangeStart(shown.size());
    long last = range.get().getRangeEnd(shown.size());
    return first < shown.size() && first <= last
        ? new Reply.Part(first, last)
        : new Reply.RangeNotSatisfiable();
  }

  /** The range asked for; empty where there is none, several, or one that can't be understood. */
  private Optional<HttpRange> singleRange() {
    List<String> lines = headers.getOrEmpty(HttpHeaders.RANGE);
    try {
      List<HttpRange> ranges =
          lines.size() == 1 ? HttpRange.parseRanges(lines.getFirst()) : List.of();
      return ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // RFC 9110, 14.2: an invalid range may be ignored.
      return Optional.empty();
    }
  }
}
