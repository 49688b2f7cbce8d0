package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedBatches.name;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.document.ContentHash;

/** Each kind of address, with each method and condition, over HTTP/1.1 and HTTP/2. */
@Tag("D23")
@Tag("D28")
@Tag("D36")
@Tag("D38")
@Tag("D43")
@Tag("D44")
@ExtendWith(PublishedObjects.class)
class ConformanceTest {
  private static final String IMMUTABLE = "max-age=86400, no-transform, public, immutable";
  private static final String SHORT = "max-age=30, public, stale-while-revalidate=30";
  private static final String LATEST =
      "max-age=60, no-transform, public, stale-while-revalidate=60";
  private static final String ALIAS =
      "max-age=300, no-transform, public, stale-while-revalidate=60";
  private static final String JSON = "application/json";
  private static final String DATA = "application/vnd.en.edi";
  private static final String FILTER = "application/vnd.en.ccf";

  /**
   * What an address has.
   *
   * @param vary the header by which representations are chosen, or nothing
   * @param location the canonical address of what was chosen, or nothing
   */
  record Route(String path, String type, String caching, String vary, String location) {
    static Route of(String path, String type, String caching) {
      return new Route(path, type, caching, "", "");
    }

    static Route index(String path, String type) {
      return new Route(path, type, SHORT, "Accept-Encoding", "");
    }
  }

  record Asked(Version version, Route route) {}

  private final RunningOrigin origin;

  ConformanceTest(RunningOrigin origin) {
    this.origin = origin;
  }

  private static List<Route> routes() {
    String newest = "/v1/exposed/data/" + name(4);
    return List.of(
        Route.index("/v1/exposed", JSON),
        Route.index("/NL/v1/exposed", JSON),
        Route.index("/v1/exposed.jws", "application/jose"),
        Route.index("/v1/exposed/2026-11-25", JSON),
        Route.index("/meta/configuration", JSON),
        Route.index("/.well-known/en-authorities", JSON),
        Route.index("/meta/signing-keys.pem", "application/x-pem-file"),
        new Route("/meta/configuration/1", JSON, IMMUTABLE, "Accept-Encoding", ""),
        Route.index(INDEX, "text/plain; charset=us-ascii"),
        Route.of(FILE, "application/zip", IMMUTABLE),
        new Route(newest, DATA, IMMUTABLE, "Accept", newest),
        new Route(
            "/NL/v1/exposed/data/" + name(1),
            DATA,
            IMMUTABLE,
            "Accept",
            "/NL/v1/exposed/data/" + name(1)),
        Route.of("/v1/exposed/filter/" + name(2), FILTER, IMMUTABLE),
        Route.of(newest + ".tsr", "application/timestamp-reply", IMMUTABLE),
        new Route("/v1/exposed/data/latest", DATA, LATEST, "Accept", newest),
        new Route("/v1/exposed/filter/latest", FILTER, LATEST, "", "/v1/exposed/filter/" + name(4)),
        new Route("/v1/exposed/data/24h", DATA, ALIAS, "", aggregate(PublishedBatches.data(3))),
        new Route("/v1/keys", "application/zip", ALIAS, "", FILE),
        new Route("/v1/keys/7", "application/zip", IMMUTABLE, "", FILE),
        Route.of("/", "text/html;charset=utf-8", SHORT),
        Route.of("/v3/api-docs", JSON, SHORT));
  }

  private static String aggregate(byte[] bytes) {
    return "/v1/exposed/data/24h-" + ContentHash.of(bytes).shortText();
  }

  static Stream<Asked> asked() {
    return routes().stream()
        .flatMap(route ->
            Stream.of(Version.HTTP_1_1, Version.HTTP_2).map(version -> new Asked(version, route)));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void everyAddressKeepsTheRulesOfHttp(Asked asked) {
    var direct = new PriorKnowledge();
    var walk =
        new Walk(
            asked.version() == Version.HTTP_2
                ? (method, path, headers) -> direct.send(method, origin.uri(path), headers)
                : origin::send,
            asked.route());
    HttpResponse<byte[]> whole = walk.get();
    walk.describesItself(whole, asked.version());
    walk.headIsTheSameWithoutBytes(whole);
    walk.conditionsAreKept(whole);
    walk.rangesAreKept(whole);
    walk.otherMethodsAreRefused();
    walk.anotherQueryIsNothing();
    walk.gzipIsAnotherRepresentation(whole);
  }

  /** Sends a request with headers as name, value, name, value. */
  private interface Client {
    HttpResponse<byte[]> send(String method, String path, String... headers);
  }

  /** All that is asked of one address. */
  private static final class Walk {
    private final Client client;
    private final Route route;

    Walk(Client client, Route route) {
      this.client = client;
      this.route = route;
    }

    HttpResponse<byte[]> get(String... headers) {
      return client.send("GET", route.path(), headers);
    }

    void describesItself(HttpResponse<byte[]> whole, Version version) {
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(whole.version()).isEqualTo(version);
      assertThat(header(whole, "Content-Type")).isEqualTo(route.type());
      assertThat(header(whole, "Cache-Control")).isEqualTo(route.caching());
      assertThat(header(whole, "Vary")).isEqualTo(route.vary());
      assertThat(header(whole, "Content-Location")).isEqualTo(route.location());
      assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
      assertThat(header(whole, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(header(whole, "Content-Length")).isEqualTo("" + whole.body().length);
      assertThat(whole.headers().map()).doesNotContainKeys("set-cookie", "server");
      isNow(header(whole, "Date"));
      if (!route.path().equals(INDEX)) {
        var hash = ContentHash.of(whole.body());
        assertThat(header(whole, "ETag")).isEqualTo('"' + hash.text() + '"');
        assertThat(header(whole, "Content-Digest")).isEqualTo(digest(hash));
        assertThat(header(whole, "Repr-Digest")).isEqualTo(digest(hash));
      }
    }

    void headIsTheSameWithoutBytes(HttpResponse<byte[]> whole) {
      var head = client.send("HEAD", route.path());
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      for (String name :
          List.of("ETag", "Content-Type", "Cache-Control", "Vary", "Repr-Digest", "Link")) {
        assertThat(header(head, name)).as(name).isEqualTo(header(whole, name));
      }
      assertThat(header(head, "Content-Length")).isEqualTo("" + whole.body().length);
    }

    void conditionsAreKept(HttpResponse<byte[]> whole) {
      String tag = header(whole, "ETag");
      var same = get("If-None-Match", "\"a\", " + tag);
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      isNow(header(same, "Date"));
      for (String name : List.of("ETag", "Cache-Control", "Vary", "Content-Location")) {
        assertThat(header(same, name)).as(name).isEqualTo(header(whole, name));
      }
      assertThat(get("If-None-Match", "\"a\"").statusCode()).isEqualTo(200);
      assertThat(get("If-Match", tag).statusCode()).isEqualTo(200);
      assertThat(get("If-Match", "\"a\"").statusCode()).isEqualTo(412);
    }

    void rangesAreKept(HttpResponse<byte[]> whole) {
      String tag = header(whole, "ETag");
      int size = whole.body().length;
      var part = get("Range", "bytes=1-3", "If-Range", tag);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(header(part, "Content-Range"))
          .isEqualTo("bytes 1-" + Math.min(3, size - 1) + "/" + size);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1, Math.min(4, size)));
      assertThat(header(part, "ETag")).isEqualTo(tag);
      assertThat(get("Range", "bytes=1-3", "If-Range", "\"a\"").statusCode()).isEqualTo(200);
      var beyond = get("Range", "bytes=" + size + "-");
      assertThat(beyond.statusCode()).isEqualTo(416);
      assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */" + size);
      if (size > 10) {
        var parts = get("Range", "bytes=0-1,5-6");
        assertThat(parts.statusCode()).isEqualTo(206);
        assertThat(Parts.of(parts)).hasSize(2);
      }
    }

    void otherMethodsAreRefused() {
      for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
        var refused = client.send(method, route.path());
        assertThat(refused.statusCode()).as(method).isEqualTo(405);
        assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD");
      }
    }

    void anotherQueryIsNothing() {
      var nothing = client.send("GET", route.path() + "?user=1");
      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(header(nothing, "Cache-Control")).isEqualTo("no-store");
    }

    void gzipIsAnotherRepresentation(HttpResponse<byte[]> whole) {
      var compressed = get("Accept-Encoding", "gzip");
      boolean varies = route.vary().equals("Accept-Encoding");
      assertThat(header(compressed, "Content-Encoding")).isEqualTo(varies ? "gzip" : "");
      assertThat(header(compressed, "ETag").equals(header(whole, "ETag"))).isNotEqualTo(varies);
      if (varies) {
        assertThat(PublishedBatches.gunzip(compressed.body())).isEqualTo(whole.body());
        assertThat(header(compressed, "ETag"))
            .isEqualTo('"' + ContentHash.of(compressed.body()).text() + '"');
        assertThat(
                get("Accept-Encoding", "gzip", "If-None-Match", header(whole, "ETag")).statusCode())
            .isEqualTo(200);
        assertThat(get("Accept-Encoding", "gzip;q=0").headers().map())
            .doesNotContainKey("content-encoding");
      }
    }
  }

  private static String digest(ContentHash hash) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(hash.digest().toByteArray()) + ":";
  }

  private static void isNow(String date) {
    Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofSeconds(5));
  }

  /** Its one value, or nothing. */
  private static String header(HttpResponse<?> answer, String name) {
    var values = new ArrayList<>(answer.headers().allValues(name));
    assertThat(values).as(name).hasSizeLessThan(2);
    return values.isEmpty() ? "" : values.getFirst();
  }
}
