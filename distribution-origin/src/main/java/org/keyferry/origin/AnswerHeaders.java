package org.keyferry.origin;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.keyferry.origin.PublicPath.Kind;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/** Status and headers of answers: what clients and caches on the way may do with them. */
final class AnswerHeaders {
  private final InstantSource clock;
  private final String cachingOfFiles;
  private final String cachingOfIndexes;
  private final Duration retryAfter;

  AnswerHeaders(OriginSettings settings, InstantSource clock) {
    this.clock = clock;
    this.cachingOfFiles =
        CacheControl.maxAge(settings.fileMaxAge())
            .cachePublic()
            .immutable()
            .noTransform()
            .getHeaderValue();
    this.cachingOfIndexes =
        CacheControl.maxAge(settings.indexMaxAge().minus(settings.indexStaleWhileRevalidate()))
            .cachePublic()
            .staleWhileRevalidate(settings.indexStaleWhileRevalidate())
            .getHeaderValue();
    this.retryAfter = settings.retryAfter();
  }

  /** 200 or 206, all but the bytes. */
  void found(HttpServletResponse response, Reply.Found found, Representation shown) {
    describe(response, shown);
    response.setContentType(shown.kind().contentType());
    switch (found) {
      case Reply.Whole _ -> {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentLengthLong(shown.size());
      }
      case Reply.Part part -> {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setContentLengthLong(part.length());
        response.setHeader(
            HttpHeaders.CONTENT_RANGE,
            "bytes " + part.first() + "-" + part.last() + "/" + shown.size());
      }
    }
  }

  /** 304. */
  void notModified(HttpServletResponse response, Representation shown) {
    describe(response, shown);
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
  }

  /** 412 or 416. */
  void refuse(HttpServletResponse response, Reply.Refused refused, Representation shown) {
    switch (refused) {
      case Reply.PreconditionFailed _ ->
          refuse(response, HttpServletResponse.SC_PRECONDITION_FAILED);
      case Reply.RangeNotSatisfiable _ -> {
        refuse(response, HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + shown.size());
      }
    }
  }

  /** An answer that has no bytes and must not stay in a cache. */
  void refuse(HttpServletResponse response, int status) {
    response.setStatus(status);
    // Names of coming files can be told in advance: a kept 404 would hide one from phones.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    neverGuess(response);
    response.setContentLength(0);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
    }
  }

  private void describe(HttpServletResponse response, Representation shown) {
    response.setHeader(HttpHeaders.ETAG, shown.etag().formattedTag());
    response.setDateHeader(
        HttpHeaders.LAST_MODIFIED, notInFuture(shown.lastModified()).toEpochMilli());
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, shown.kind() == Kind.FILE ? cachingOfFiles : cachingOfIndexes);
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    neverGuess(response);
  }

  private static void neverGuess(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  /** RFC 9110, 8.8.2.1: no later than the time of the answer, whatever the store's clock says. */
  private Instant notInFuture(Instant lastModified) {
    Instant now = clock.instant();
    return lastModified.isAfter(now) ? now : lastModified;
  }
}
