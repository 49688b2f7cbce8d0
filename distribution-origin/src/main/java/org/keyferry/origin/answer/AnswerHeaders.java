package org.keyferry.origin.answer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.keyferry.origin.OriginSettings;
import org.keyferry.origin.page.PagePolicy;
import org.springframework.http.CacheControl;

/**
 * Status and headers of answers: what clients and caches on the way may do with them.
 *
 * <p>in: what was found; out: all of an answer but its bytes
 */
public final class AnswerHeaders {
  private static final HttpField FOR_ANYBODY =
      new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField RANGES =
      new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");
  private static final HttpField NOT_KEPT =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  /** What a verifier in a browser may read beside what each script may. */
  private static final HttpField EXPOSED =
      new PreEncodedHttpField(
          HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
          "Accept-Ranges, Age, Cache-Status, Content-Digest, Content-Encoding, Content-Location,"
              + " Content-Range, Date, ETag, Last-Batch-ID, Link, Oldest-Batch-ID, Repr-Digest,"
              + " Retry-After, X-Previous");

  private final Map<Caching, HttpField> caching = new EnumMap<>(Caching.class);
  private final Duration retryAfter;

  public AnswerHeaders(OriginSettings settings) {
    caching.put(
        Caching.FIXED,
        field(CacheControl.maxAge(settings.fileMaxAge()).cachePublic().immutable().noTransform()));
    caching.put(
        Caching.INDEX,
        shortly(
            settings.indexMaxAge().minus(settings.indexStaleWhileRevalidate()),
            settings.indexStaleWhileRevalidate()));
    caching.put(
        Caching.NEWEST,
        shortlyAsItIs(settings.latestMaxAge(), settings.aliasStaleWhileRevalidate()));
    caching.put(
        Caching.AGGREGATE,
        shortlyAsItIs(settings.aliasMaxAge(), settings.aliasStaleWhileRevalidate()));
    this.retryAfter = settings.retryAfter();
  }

  private static HttpField shortly(Duration maxAge, Duration stale) {
    return field(fresh(maxAge, stale));
  }

  /** Of binaries, which an alias names. */
  private static HttpField shortlyAsItIs(Duration maxAge, Duration stale) {
    return field(fresh(maxAge, stale).noTransform());
  }

  private static CacheControl fresh(Duration maxAge, Duration stale) {
    return CacheControl.maxAge(maxAge).cachePublic().staleWhileRevalidate(stale);
  }

  private static HttpField field(CacheControl control) {
    return new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, control.getHeaderValue());
  }

  /** 200 or 206, all but the bytes. */
  void found(Response response, Reply.Found found, Shown shown, boolean withContent) {
    describe(response, shown);
    HttpFields.Mutable fields = response.getHeaders().add(EXPOSED);
    shown.what().digest().ifPresent(digest -> fields.add("Repr-Digest", digest));
    shown
        .what()
        .previous()
        .flatMap(previous -> shown.folder().map(folder -> folder + previous))
        .ifPresent(address -> fields.add("X-Previous", address));
    shown
        .what()
        .previous()
        .ifPresent(batch -> fields.add(HttpHeader.LINK, "<" + batch + ">; rel=\"prev\""));
    if (shown.encoded()) {
      fields.add(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    switch (found) {
      case Reply.Whole _ -> whole(response, shown, withContent);
      case Reply.Part part -> {
        part(response, shown.what().contentType(), part.length());
        fields.add(HttpHeader.CONTENT_RANGE, Multipart.range(part, shown));
      }
      case Reply.Parts parts ->
          part(response, Multipart.CONTENT_TYPE, Multipart.length(parts, shown));
    }
  }

  private static void whole(Response response, Shown shown, boolean withContent) {
    response.setStatus(HttpStatus.OK_200);
    HttpFields.Mutable fields = response.getHeaders();
    fields.add(HttpHeader.CONTENT_TYPE, shown.what().contentType());
    fields.add(HttpHeader.CONTENT_LENGTH, shown.size());
    if (shown.what().contentType().startsWith("text/html")) {
      fields.add("Content-Security-Policy", PagePolicy.HEADER);
    }
    if (withContent) {
      // RFC 9530: that of the bytes in this very answer, of which HEAD has none.
      shown.what().digest().ifPresent(digest -> fields.add("Content-Digest", digest));
    }
  }

  private static void part(Response response, String contentType, long length) {
    response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
    response.getHeaders().add(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().add(HttpHeader.CONTENT_LENGTH, length);
  }

  /** 304. */
  void notModified(Response response, Shown shown) {
    response.setStatus(HttpStatus.NOT_MODIFIED_304);
    describe(response, shown);
  }

  /** 412 or 416. */
  void refuse(Response response, Reply.Refused refused, Shown shown) {
    switch (refused) {
      case Reply.PreconditionFailed _ -> refuse(response, HttpStatus.PRECONDITION_FAILED_412);
      case Reply.RangeNotSatisfiable _ -> {
        refuse(response, HttpStatus.RANGE_NOT_SATISFIABLE_416);
        response.getHeaders().add(HttpHeader.CONTENT_RANGE, "bytes */" + shown.size());
      }
    }
  }

  /** 307 to another address, as long as an index may be kept. */
  public void elsewhere(Response response, String location) {
    response.setStatus(HttpStatus.TEMPORARY_REDIRECT_307);
    HttpFields.Mutable fields = forAll(response);
    fields.add(HttpHeader.LOCATION, location);
    fields.add(caching.get(Caching.INDEX));
    fields.add(HttpFields.CONTENT_LENGTH_0);
  }

  /** An answer that has no bytes and must not stay in a cache. */
  public void refuse(Response response, int status) {
    response.setStatus(status);
    // Names of coming files can be told in advance: a kept 404 would hide one from phones.
    forAll(response).add(NOT_KEPT).add(HttpFields.CONTENT_LENGTH_0);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503
        || status == HttpStatus.TOO_MANY_REQUESTS_429) {
      retry(response, retryAfter);
    }
  }

  /** 410. */
  public void gone(Response response, long oldestChunk) {
    refuse(response, HttpStatus.GONE_410);
    response.getHeaders().add("Oldest-Batch-ID", oldestChunk);
  }

  /** Says when to try again. */
  public void retry(Response response, Duration after) {
    response.getHeaders().add(HttpHeader.RETRY_AFTER, Math.max(1, after.toSeconds()));
  }

  private void describe(Response response, Shown shown) {
    HttpFields.Mutable fields = forAll(response);
    fields.add(HttpHeader.ETAG, shown.etag());
    shown.changed().ifPresent(time -> fields.add(HttpHeader.LAST_MODIFIED, time.field()));
    fields.add(caching(shown));
    fields.add(RANGES);
    shown.vary().ifPresent(header -> fields.add(HttpHeader.VARY, header));
    if (shown.chunk().isPresent()) {
      fields.add("Last-Batch-ID", shown.chunk().getAsLong());
    }
    shown.location().ifPresent(at -> fields.add(HttpHeader.CONTENT_LOCATION, at));
    long age = shown.age().toSeconds();
    if (age > 0) {
      fields.add(HttpHeader.AGE, age);
    }
    if (shown.stale()) {
      fields.add("Cache-Status", "keyferry-origin; fwd=stale; detail=store-away");
    }
  }

  /** What is stale is to be asked for again as soon as the store may be back. */
  private HttpField caching(Shown shown) {
    return shown.stale()
        ? field(CacheControl.maxAge(shown.age().plus(retryAfter)).cachePublic())
        : caching.get(shown.caching());
  }

  private static HttpFields.Mutable forAll(Response response) {
    return response.getHeaders().add(NO_SNIFFING).put(FOR_ANYBODY);
  }
}
