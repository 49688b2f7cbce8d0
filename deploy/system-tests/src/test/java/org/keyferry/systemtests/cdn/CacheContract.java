package org.keyferry.systemtests.cdn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What each cache between phones and the origin does with the configuration that we give. */
@Tag("cdn")
@TestInstance(Lifecycle.PER_CLASS)
abstract class CacheContract {
  private static final String INDEX = "/NL/index.txt";
  private static final int CONNECTIONS = 50;

  /** More than a cache sends on at once. */
  private static final int MANY = 1000;

  private final HttpClient http = HttpClient.newHttpClient();
  private ServedObjects served;
  private CacheServer cache;
  private int files;

  /** How many hundreds of requests for one object it has to answer. */
  abstract int hundredsOfGets();

  /** Starts the cache in front of the origin at that address. */
  abstract CacheServer start(URI origin);

  @BeforeAll
  void startAll() throws IOException {
    served = ServedObjects.start(getClass().getSimpleName());
    served.put(INDEX, "NL/1-2-00001.zip".getBytes(US_ASCII));
    cache = start(served.origin());
  }

  @AfterEach
  void answerAgain() {
    served.refuseAll(false);
  }

  @AfterAll
  void stopAll() throws IOException {
    cache.close();
    served.close();
    http.close();
  }

  CacheServer cache() {
    return cache;
  }

  ServedObjects served() {
    return served;
  }

  /** The address of a new file that nobody has asked for. */
  String newFile(int bytes) throws IOException {
    files++;
    String path = "/NL/1234560000-1234567200-%05d.zip".formatted(files);
    served.put(path, new byte[bytes]);
    return path;
  }

  @Test
  @Tag("N01")
  @Tag("D21")
  void manyGetsOfOneObjectCostTheOriginOne() throws Exception {
    String file = newFile(600);

    // The end of each hundred waits for the kernel, so many connections have to be open.
    var phones = IntStream.rangeClosed(1, CONNECTIONS).mapToObj(i -> "127.0.1." + i).toList();
    var gets = new PipelinedGets(phones, cache.port(), file);
    var answers = gets.send(CONNECTIONS, hundredsOfGets() / CONNECTIONS);

    assertThat(answers).isEqualTo(Map.of(200, 100L * hundredsOfGets()));
    assertThat(served.requests(file)).isEqualTo(1);
  }

  @Test
  void manyWhoAskForANewObjectAtOnceAreOneRequestAtTheOrigin() throws Exception {
    String large = newFile(10_000_000);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> phone = () -> get(large).body().length;
      for (var each : threads.invokeAll(List.copyOf(Collections.nCopies(100, phone)))) {
        assertThat(each.get()).isEqualTo(10_000_000);
      }
    }

    assertThat(served.requests(large)).isEqualTo(1);
  }

  @Test
  void indexOfBeforeIsServedWhileTheOriginIsAway() throws Exception {
    String before = new String(get(INDEX).body(), US_ASCII);

    served.refuseAll(true);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          assertThat(get(INDEX).body()).asString(US_ASCII).isEqualTo(before);
          return served.refused() > 0;
        });
  }

  @Test
  void newIndexIsSeenWhenTheAgeOfTheOldOneIsOver() throws Exception {
    get(INDEX);

    served.replace(INDEX, "NL/1234567200-1234574400-00001.zip".getBytes(US_ASCII));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> new String(get(INDEX).body(), US_ASCII).startsWith("NL/1234567200"));
  }

  @Test
  void afterAQuietNightTheFirstPhoneGetsTheNewIndex() throws Exception {
    byte[] morning = "NL/1234574400-1234581600-00001.zip".getBytes(US_ASCII);
    get(INDEX);
    served.replace(INDEX, morning);

    letPass(ServedObjects.INDEX_MAX_AGE);

    assertThat(get(INDEX).body()).isEqualTo(morning);
  }

  @Test
  void afterAQuietNightEachOfManyGetsAnIndex() throws Exception {
    byte[] evening = get(INDEX).body();

    letPass(ServedObjects.INDEX_MAX_AGE);

    assertThat(bodiesForMany()).allMatch(body -> Arrays.equals(body, evening));
  }

  @Test
  void afterAQuietNightEachOfManyGetsTheIndexOfBeforeIfTheOriginIsAway() throws Exception {
    byte[] evening = get(INDEX).body();
    served.refuseAll(true);

    letPass(ServedObjects.INDEX_MAX_AGE);

    assertThat(bodiesForMany()).allMatch(body -> Arrays.equals(body, evening));
  }

  private List<byte[]> bodiesForMany() throws Exception {
    var bodies = new ArrayList<byte[]>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpResponse<byte[]>> phone = () -> get(INDEX);
      for (var each : threads.invokeAll(Collections.nCopies(MANY, phone))) {
        assertThat(each.get().statusCode()).isEqualTo(200);
        bodies.add(each.get().body());
      }
    }
    return bodies;
  }

  @Test
  void dateTellsWhenTheOriginAnsweredSoThatTheAgeCanBeComputed() throws Exception {
    String file = newFile(600);
    Instant first = date(get(file));

    letPass(Duration.ofSeconds(2));

    assertThat(date(get(file))).isEqualTo(first);
    assertThat(served.requests(file)).isEqualTo(1);
  }

  @Test
  void ageOfAnUnchangedIndexStartsAnewWhenTheOriginIsAsked() throws Exception {
    Instant first = date(get(INDEX));

    letPass(ServedObjects.INDEX_MAX_AGE);

    assertThat(date(get(INDEX)))
        .isAfterOrEqualTo(first.plus(ServedObjects.INDEX_MAX_AGE).minusSeconds(1));
  }

  private static Instant date(HttpResponse<?> answer) {
    String date = answer.headers().firstValue("Date").orElseThrow();
    return RFC_1123_DATE_TIME.parse(date, Instant::from);
  }

  /** Caches can't be told another time, so it has to pass; headers count whole seconds of it. */
  private static void letPass(Duration time) {
    Instant end = Instant.now().plus(time).plusMillis(1500);
    await().atMost(time.plusSeconds(10)).until(() -> Instant.now().isAfter(end));
  }

  @Test
  void rangesAndConditionsAreAnsweredByTheCache() throws Exception {
    String file = newFile(600);
    String tag = get(file).headers().firstValue("ETag").orElseThrow();

    assertThat(get(file, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(file, "Range", "bytes=100-199").body()).hasSize(100);
    assertThat(served.requests(file)).isEqualTo(1);
  }

  @Test
  void nothingThatTellsPhonesApartReachesTheOrigin() throws Exception {
    String file = newFile(600);
    String mark = "a-mark-of-one-phone";

    get(
        file,
        "Cookie",
        "id=" + mark,
        "User-Agent",
        mark,
        "Accept-Language",
        mark,
        "Authorization",
        mark,
        "X-Forwarded-For",
        mark,
        "Referer",
        "https://example.org/" + mark);

    assertThat(served.received()).contains("GET " + file).doesNotContain(mark);
  }

  @Test
  @Tag("D23")
  void otherMethodsEndAtTheCache() throws Exception {
    var request =
        HttpRequest.newBuilder(cache.uri(INDEX)).method("DELETE", BodyPublishers.noBody()).build();

    assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    assertThat(served.received()).doesNotContain("DELETE");
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(cache.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
