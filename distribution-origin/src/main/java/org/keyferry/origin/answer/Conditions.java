package org.keyferry.origin.answer;

import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.springframework.http.ETag;

/**
 * Decides by a request's headers what is sent, as RFC 9110 says in 13.2.2 (order of conditions) and
 * 14.2 (ranges). Spring's own check leaves out {@code If-Match} on GET, {@code If-None-Match: *}
 * and {@code If-Range}.
 */
final class Conditions {
  private static final long NO_DATE = -1;

  private final HttpFields headers;
  private final Shown shown;

  private Conditions(HttpFields headers, Shown shown) {
    this.headers = headers;
    this.shown = shown;
  }

  /**
   * The reply to a GET or HEAD for what is there.
   *
   * @param mostParts how many ranges are sent in one answer
   */
  static Reply judge(Request request, Shown shown, int mostParts) {
    var conditions = new Conditions(request.getHeaders(), shown);
    if (conditions.clientWantsAnother()) {
      return new Reply.PreconditionFailed();
    }
    if (conditions.clientHasIt()) {
      return new Reply.NotModified();
    }
    // A range means something for GET only.
    String range = request.getHeaders().get(HttpHeader.RANGE);
    return range != null
            && HttpMethod.GET.is(request.getMethod())
            && conditions.isOnOneLine(HttpHeader.RANGE)
            && conditions.rangeHolds()
        ? conditions.parts(range, mostParts)
        : new Reply.Whole();
  }

  private boolean clientWantsAnother() {
    if (headers.get(HttpHeader.IF_MATCH) != null) {
      return !matches(HttpHeader.IF_MATCH, true);
    }
    long date = date(HttpHeader.IF_UNMODIFIED_SINCE);
    return date != NO_DATE
        && shown
            .changed()
            .filter(each -> each.at().isAfter(Instant.ofEpochMilli(date)))
            .isPresent();
  }

  private boolean clientHasIt() {
    String tags = headers.get(HttpHeader.IF_NONE_MATCH);
    if (tags != null) {
      // Nearly all have the one tag that they were given.
      return tags.equals(shown.etag()) || matches(HttpHeader.IF_NONE_MATCH, false);
    }
    long date = date(HttpHeader.IF_MODIFIED_SINCE);
    return date != NO_DATE
        && shown
            .changed()
            .filter(each -> !each.at().isAfter(Instant.ofEpochMilli(date)))
            .isPresent();
  }

  private boolean matches(HttpHeader header, boolean strong) {
    String tags = String.join(",", headers.getValuesList(header));
    ETag own = ETag.create(shown.etag());
    return tags.strip().equals("*")
        || ETag.parse(tags).stream().anyMatch(tag -> tag.compare(own, strong));
  }

  private boolean isOnOneLine(HttpHeader header) {
    return headers.getValuesList(header).size() == 1;
  }

  private boolean rangeHolds() {
    String condition = headers.get(HttpHeader.IF_RANGE);
    if (condition == null) {
      return true;
    }
    if (condition.endsWith("\"")) {
      return condition.equals(shown.etag());
    }
    // A date tells apart only what can't change twice within its second.
    return shown.caching().isFixed()
        && shown.what().changed().at().toEpochMilli() == date(HttpHeader.IF_RANGE);
  }

  private long date(HttpHeader header) {
    try {
      return headers.getDateField(header);
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
