package org.keyferry.origin.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Decides by a request's headers what is sent, as RFC 9110 says in 13.2.2 (order of conditions) and
 * 14.2 (ranges). Spring's own check leaves out {@code If-Match} on GET, {@code If-None-Match: *}
 * and {@code If-Range}.
 */
final class Conditions {
  private static final long NO_DATE = -1;

  private final HttpServletRequest request;
  private final Shown shown;

  private Conditions(HttpServletRequest request, Shown shown) {
    this.request = request;
    this.shown = shown;
  }

  /**
   * The reply to a GET or HEAD for what is there.
   *
   * @param mostParts how many ranges are sent in one answer
   */
  static Reply judge(HttpServletRequest request, Shown shown, int mostParts) {
    var conditions = new Conditions(request, shown);
    if (conditions.clientWantsAnother()) {
      return new Reply.PreconditionFailed();
    }
    if (conditions.clientHasIt()) {
      return new Reply.NotModified();
    }
    // A range means something for GET only.
    String range = request.getHeader(HttpHeaders.RANGE);
    return range != null
            && HttpMethod.GET.matches(request.getMethod())
            && conditions.isOnOneLine(HttpHeaders.RANGE)
            && conditions.rangeHolds()
        ? conditions.parts(range, mostParts)
        : new Reply.Whole();
  }

  private boolean clientWantsAnother() {
    if (request.getHeader(HttpHeaders.IF_MATCH) != null) {
      return !matches(HttpHeaders.IF_MATCH, true);
    }
    long date = date(HttpHeaders.IF_UNMODIFIED_SINCE);
    return date != NO_DATE
        && shown.changed().filter(each -> each.isAfter(Instant.ofEpochMilli(date))).isPresent();
  }

  private boolean clientHasIt() {
    String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (tags != null) {
      // Nearly all have the one tag that they were given.
      return tags.equals(shown.etag()) || matches(HttpHeaders.IF_NONE_MATCH, false);
    }
    long date = date(HttpHeaders.IF_MODIFIED_SINCE);
    return date != NO_DATE
        && shown.changed().filter(each -> !each.isAfter(Instant.ofEpochMilli(date))).isPresent();
  }

  private boolean matches(String header, boolean strong) {
    String tags = String.join(",", Collections.list(request.getHeaders(header)));
    ETag own = ETag.create(shown.etag());
    return tags.strip().equals("*")
        || ETag.parse(tags).stream().anyMatch(tag -> tag.compare(own, strong));
  }

  private boolean isOnOneLine(String header) {
    var lines = request.getHeaders(header);
    lines.nextElement();
    return !lines.hasMoreElements();
  }

  private boolean rangeHolds() {
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    if (condition == null) {
      return true;
    }
    if (condition.endsWith("\"")) {
      return condition.equals(shown.etag());
    }
    // A date tells apart only what can't change twice within its second.
    return shown.caching().isFixed()
        && shown.what().changed().toEpochMilli() == date(HttpHeaders.IF_RANGE);
  }

  private long date(String header) {
    try {
      return request.getDateHeader(header);
    } catch (IllegalArgumentException e) {
      // RFC 9110, 13.1.3: what is no date is ignored.
      return NO_DATE;
    }
  }

  private Reply parts(String range, int most) {
    // Of what is compressed a part is sent, but never several: who reads the parts could not tell
    // whether each of them is compressed or the whole.
    Reply reply = Ranges.reply(range, shown.size(), most);
    return shown.encoded() && reply instanceof Reply.Parts ? new Reply.Whole() : reply;
  }
}
