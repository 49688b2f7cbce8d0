package org.keyferry.origin.answer;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.keyferry.origin.OriginSettings;
import org.keyferry.origin.page.PagePolicy;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * Status and headers of answers: what clients and caches on the way may do with them.
 *
 * <p>in: what was found; out: all of an answer but its bytes
 */
public final class AnswerHeaders {
  private static final String ANYBODY = "*";

  /** What a verifier in a browser may read beside what each script may. */
  private static final String EXPOSED =
      "Accept-Ranges, Age, Cache-Status, Content-Digest, Content-Encoding, Content-Location,"
          + " Content-Range, Date, ETag, Link, Repr-Digest, Retry-After, X-Previous";

  private final Map<Caching, String> caching = new EnumMap<>(Caching.class);
  private final Duration retryAfter;

  public AnswerHeaders(OriginSettings settings) {
    caching.put(
        Caching.FIXED,
        CacheControl.maxAge(settings.fileMaxAge())
            .cachePublic()
            .immutable()
            .noTransform()
            .getHeaderValue());
    caching.put(
        Caching.INDEX,
        shortly(
            settings.indexMaxAge().minus(settings.indexStaleWhileRevalidate()),
            settings.indexStaleWhileRevalidate()));
    caching.put(
        Caching.NEWEST, shortly(settings.latestMaxAge(), settings.aliasStaleWhileRevalidate()));
    caching.put(
        Caching.AGGREGATE, shortly(settings.aliasMaxAge(), settings.aliasStaleWhileRevalidate()));
    this.retryAfter = settings.retryAfter();
  }

  private static String shortly(Duration maxAge, Duration stale) {
    return CacheControl.maxAge(maxAge).cachePublic().staleWhileRevalidate(stale).getHeaderValue();
  }

  /** 200 or 206, all but the bytes. */
  void found(HttpServletResponse response, Reply.Found found, Shown shown, boolean withContent) {
    describe(response, shown);
    response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    shown.what().digest().ifPresent(digest -> response.setHeader("Repr-Digest", digest));
    shown
        .what()
        .previous()
        .flatMap(previous -> shown.base().map(base -> base.data(previous)))
        .ifPresent(address -> response.setHeader("X-Previous", address));
    shown
        .what()
        .previous()
        .ifPresent(batch -> response.setHeader(HttpHeaders.LINK, "<" + batch + ">; rel=\"prev\""));
    if (shown.encoded()) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    switch (found) {
      case Reply.Whole _ -> whole(response, shown, withContent);
      case Reply.Part part -> part(response, part, shown);
      case Reply.Parts parts -> {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setContentType(Multipart.CONTENT_TYPE);
        response.setContentLengthLong(Multipart.length(parts, shown));
      }
    }
  }

  private static void whole(HttpServletResponse response, Shown shown, boolean withContent) {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(shown.what().contentType());
    response.setContentLengthLong(shown.size());
    if (shown.what().contentType().startsWith("text/html")) {
      response.setHeader("Content-Security-Policy", PagePolicy.HEADER);
    }
    if (withContent) {
      // RFC 9530: that of the bytes in this very answer, of which HEAD has none.
      shown.what().digest().ifPresent(digest -> response.setHeader("Content-Digest", digest));
    }
  }

  private static void part(HttpServletResponse response, Reply.Part part, Shown shown) {
    response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
    response.setContentType(shown.what().contentType());
    response.setContentLengthLong(part.length());
    response.setHeader(HttpHeaders.CONTENT_RANGE, Multipart.range(part, shown));
  }

  /** 304. */
  void notModified(HttpServletResponse response, Shown shown) {
    describe(response, shown);
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
  }

  /** 412 or 416. */
  void refuse(HttpServletResponse response, Reply.Refused refused, Shown shown) {
    switch (refused) {
      case Reply.PreconditionFailed _ ->
          refuse(response, HttpServletResponse.SC_PRECONDITION_FAILED);
      case Reply.RangeNotSatisfiable _ -> {
        refuse(response, HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + shown.size());
      }
    }
  }

  /** 307 to another address, as long as an index may be kept. */
  public void elsewhere(HttpServletResponse response, String location) {
    response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
    response.setHeader(HttpHeaders.LOCATION, location);
    response.setHeader(HttpHeaders.CACHE_CONTROL, caching.get(Caching.INDEX));
    forAll(response);
    response.setContentLength(0);
  }

  /** An answer that has no bytes and must not stay in a cache. */
  public void refuse(HttpServletResponse response, int status) {
    response.setStatus(status);
    // Names of coming files can be told in advance: a kept 404 would hide one from phones.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    forAll(response);
    response.setContentLength(0);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE || status == 429) {
      retry(response, retryAfter);
    }
  }

  /** Says when to try again. */
  public void retry(HttpServletResponse response, Duration after) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, after.toSeconds())));
  }

  private void describe(HttpServletResponse response, Shown shown) {
    response.setHeader(HttpHeaders.ETAG, shown.etag());
    shown
        .changed()
        .ifPresent(at -> response.setDateHeader(HttpHeaders.LAST_MODIFIED, at.toEpochMilli()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, caching(shown));
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    shown.vary().ifPresent(header -> response.setHeader(HttpHeaders.VARY, header));
    shown.location().ifPresent(at -> response.setHeader(HttpHeaders.CONTENT_LOCATION, at));
    long age = shown.age().toSeconds();
    if (age > 0) {
      response.setHeader(HttpHeaders.AGE, String.valueOf(age));
    }
    if (shown.stale()) {
      response.setHeader("Cache-Status", "keyferry-origin; fwd=stale; detail=store-away");
    }
    forAll(response);
  }

  /** What is stale is to be asked for again as soon as the store may be back. */
  private String caching(Shown shown) {
    return shown.stale()
        ? CacheControl.maxAge(shown.age().plus(retryAfter)).cachePublic().getHeaderValue()
        : caching.get(shown.caching());
  }

  private static void forAll(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
  }
}
