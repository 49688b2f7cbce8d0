package org.keyferry.federation.gateway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.FederatedKey;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** EFGS as backends see it that share no code with us. */
@ExtendWith(OutputCaptureExtension.class)
class EfgsHubTest {
  private static final String UPLOAD = "/efgs/diagnosiskeys/upload";
  private static final String CALLBACK = "/efgs/diagnosiskeys/callback";
  private static final String PROTOBUF = "application/protobuf; version=1.0";
  private static final String JSON = "application/json; version=1.0";
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private static Path directory;
  private static RunningHub hub;
  private static HubClient be;
  private static HubClient de;
  private static int tags;

  @BeforeAll
  static void start() {
    hub =
        new RunningHub(
            directory,
            List.of("BE", "DE"),
            "--keyferry.hub.most-keys=50",
            "--keyferry.peers.development=true");
    be = hub.client("BE");
    de = hub.client("DE");
    await().until(() -> be.get(CALLBACK).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    be.close();
    de.close();
    hub.close();
  }

  private static String today() {
    return LocalDate.now(ZoneOffset.UTC).toString();
  }

  private static List<ForeignKey> keys(String origin, int number) {
    int start = (int) (Instant.now().getEpochSecond() / 600) - 288;
    return IntStream.range(0, number)
        .mapToObj(i -> {
          var bytes = new byte[16];
          RANDOM.nextBytes(bytes);
          String base64 = Base64.getEncoder().encodeToString(bytes);
          return new ForeignKey(base64, start, 3, "NL", origin, -2);
        })
        .toList();
  }

  private static String tag() {
    return "tag-" + ++tags;
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  /** Walks the chain from today's first batch on and returns every answer. */
  private static List<HttpResponse<byte[]>> walk(HubClient client) {
    List<HttpResponse<byte[]>> answers = new ArrayList<>();
    var answer = client.get("/efgs/diagnosiskeys/download/" + today(), "Accept", JSON);
    while (answer.statusCode() == 200) {
      answers.add(answer);
      String next = header(answer, "nextBatchTag");
      if (next.equals("null")) {
        return answers;
      }
      answer =
          client.get("/efgs/diagnosiskeys/download/" + today(), "Accept", JSON, "batchTag", next);
    }
    throw new AssertionError("status " + answer.statusCode());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static boolean has(HubClient client, ForeignKey key) {
    return walk(client).stream()
        .filter(answer -> answer.body().length > 0)
        .anyMatch(answer -> ForeignKey.read(json(answer)).contains(key));
  }

  @Test
  void uploadIsToldToOthersAndNotBack() {
    var keys = keys("BE", 3);
    String tag = tag();
    var answer = be.uploadEfgs(tag, keys);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "batchTag")).isEqualTo(tag);
    var last = walk(de).getLast();
    assertThat(ForeignKey.read(json(last))).isEqualTo(keys);
    assertThat(header(last, "X-Protobuf-Message")).isEqualTo("eu.interop.DiagnosisKeyBatch");
    var own = walk(be).getLast();
    assertThat(own.body()).isEmpty();
    assertThat(header(own, "batchTag")).isEqualTo(header(last, "batchTag"));
  }

  @Test
  @Tag("N11")
  void keysGoOnWithTheUploaderAsPeerAndTheCertificatesCountryAsOrigin() {
    var keys = keys("BE", 4);
    be.uploadEfgs(tag(), keys);
    List<String> wanted = keys.stream().map(ForeignKey::base64).toList();
    var found = hub.federated().stream().filter(key -> wanted.contains(base64(key))).toList();
    assertThat(found)
        .hasSize(4)
        .allSatisfy(key -> assertThat(key.getPeer()).isEqualTo("be.example"))
        .allSatisfy(key -> assertThat(key.getOrigin()).isEqualTo("BE"))
        .allSatisfy(
            key -> assertThat(key.getRegionsOfInterest().getRegionsList()).containsExactly("NL"));
  }

  private static String base64(FederatedKey key) {
    byte[] bytes = key.getTemporaryExposureKey().getKeyData().toByteArray();
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void jsonUploadIsToldAsProtobuf() {
    var keys = keys("DE", 2);
    var answer =
        de.send(
            "POST",
            UPLOAD,
            ForeignKey.json(keys).getBytes(UTF_8),
            "Content-Type",
            JSON,
            "batchTag",
            tag(),
            "batchSignature",
            hub.openSsl().sign("DE-signing", ForeignKey.canonical(keys)));
    assertThat(answer.statusCode()).isEqualTo(201);
    String tag = header(walk(be).getLast(), "batchTag");
    var told =
        be.get("/efgs/diagnosiskeys/download/" + today(), "Accept", PROTOBUF, "batchTag", tag);
    assertThat(told.body()).isEqualTo(ForeignKey.protobuf(keys));
    assertThat(header(told, "Content-Type")).isEqualTo("application/protobuf; version=1.0");
  }

  @Test
  @Tag("SP4")
  void auditLetsOthersVerifyTheOriginOfUploadsAtTheSameTime() throws Exception {
    List<Future<Integer>> uploads = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        uploads.add(
            threads.submit(
                () -> be.uploadEfgs("concurrent-" + tag(), keys("BE", 20)).statusCode()));
      }
    }
    for (Future<Integer> upload : uploads) {
      assertThat(upload.get()).isEqualTo(201);
    }
    var told = walk(de).stream().filter(answer -> answer.body().length > 0).toList();
    assertThat(told).hasSizeGreaterThanOrEqualTo(8);
    for (var answer : told) {
      var keys = ForeignKey.read(json(answer));
      var entry = json(audit(header(answer, "batchTag"))).get(0);
      assertThat(entry.get("country").asString()).isEqualTo("BE");
      assertThat(entry.get("amount").asInt()).isEqualTo(keys.size());
      assertThat(entry.get("uploaderThumbprint").asString()).hasSize(64);
      assertThat(
              hub.openSsl()
                  .verifies(
                      entry.get("batchSignature").asString(),
                      ForeignKey.canonical(keys),
                      entry.get("signingCertificate").asString()))
          .isTrue();
    }
  }

  private static HttpResponse<byte[]> audit(String tag) {
    return de.get("/efgs/diagnosiskeys/audit/download/" + today() + "/" + tag);
  }

  @Test
  void repeatedKeysAreNamedAndNothingIsStored() {
    var first = keys("BE", 1);
    be.uploadEfgs(tag(), first);
    var both = new ArrayList<>(keys("BE", 2));
    both.add(1, first.getFirst());
    String tag = tag();
    var answer = be.uploadEfgs(tag, both);
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(json(answer).toString()).isEqualTo("{\"201\":[0,2],\"409\":[1],\"500\":[]}");
    assertThat(has(de, both.getFirst())).isFalse();
    both.remove(1);
    assertThat(be.uploadEfgs(tag, both).statusCode()).isEqualTo(201);
  }

  @Test
  void sameKeyWithAnotherRiskIsAnotherKey() {
    var key = keys("BE", 1).getFirst();
    var other =
        new ForeignKey(key.base64(), key.start(), 5, key.visited(), key.origin(), key.onset());
    be.uploadEfgs(tag(), List.of(key));
    assertThat(be.uploadEfgs(tag(), List.of(other)).statusCode()).isEqualTo(201);
  }

  @Test
  void tagIsTakenByItsCountryAlone() {
    String tag = tag();
    be.uploadEfgs(tag, keys("BE", 1));
    assertThat(be.uploadEfgs(tag, keys("BE", 1)).statusCode()).isEqualTo(409);
    assertThat(de.uploadEfgs(tag, keys("DE", 1)).statusCode()).isEqualTo(201);
  }

  @Test
  @Tag("N11")
  void originOfAnotherCountryIsRefusedAndCounted() {
    double before = hub.counted("keyferry.hub.foreign_origins", "peer", "be.example");
    assertThat(be.uploadEfgs(tag(), keys("DE", 1)).statusCode()).isEqualTo(400);
    assertThat(hub.counted("keyferry.hub.foreign_origins", "peer", "be.example"))
        .isEqualTo(before + 1);
  }

  @Test
  void nothingThatIsLoggedOrCountedTellsAKeyATagOrASignature(CapturedOutput output) {
    var keys = keys("BE", 2);
    String tag = "secret-" + tag();
    be.uploadEfgs(tag, keys);
    be.uploadEfgs(tag, keys);
    be.uploadEfgs("other-" + tag, keys);
    String signature = hub.openSsl().sign("DE-signing", ForeignKey.canonical(keys));
    upload(keys, PROTOBUF, signature);
    var answer = be.uploadEfgs("origin-" + tag, keys("DE", 1));
    assertThat(output.getAll()).contains("Upload").contains("be.example");
    assertThat(output.getAll() + hub.metrics() + new String(answer.body(), UTF_8))
        .doesNotContain("secret-")
        .doesNotContain(signature)
        .doesNotContain("127.0.0.1:")
        .satisfies(
            text -> assertThat(keys).noneMatch(key -> text.contains(key.base64().substring(0, 8))));
  }

  @Test
  void signatureOfAnotherCountryIsRefused() {
    var keys = keys("BE", 1);
    String signature = hub.openSsl().sign("DE-signing", ForeignKey.canonical(keys));
    assertThat(upload(keys, PROTOBUF, signature)).isEqualTo(400);
  }

  @Test
  void signatureOfOtherKeysIsRefused() {
    String signature = hub.openSsl().sign("BE-signing", ForeignKey.canonical(keys("BE", 1)));
    assertThat(upload(keys("BE", 1), PROTOBUF, signature)).isEqualTo(400);
  }

  private static int upload(List<ForeignKey> keys, String type, String signature) {
    return be.send(
            "POST",
            UPLOAD,
            ForeignKey.protobuf(keys),
            "Content-Type",
            type,
            "batchTag",
            tag(),
            "batchSignature",
            signature)
        .statusCode();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/protobuf | 400",
        "application/protobuf; version=1.1 | 406",
        "text/plain | 415"
      })
  void otherMediaTypesAreRefused(String type, int status) {
    assertThat(upload(keys("BE", 1), type, "AAAA")).isEqualTo(status);
  }

  @Test
  void whatIsMissingOrTooMuchIsRefused() {
    assertThat(be.send("POST", UPLOAD, new byte[0], "Content-Type", PROTOBUF).statusCode())
        .isEqualTo(400);
    assertThat(
            be.send("POST", UPLOAD, new byte[0], "Content-Type", PROTOBUF, "batchTag", tag())
                .statusCode())
        .isEqualTo(400);
    assertThat(upload(List.of(), PROTOBUF, "AAAA")).isEqualTo(400);
    assertThat(upload(keys("BE", 51), PROTOBUF, "AAAA")).isEqualTo(413);
    assertThat(be.uploadEfgs("t".repeat(65), keys("BE", 1)).statusCode()).isEqualTo(400);
  }

  @Test
  void oneBadKeyRefusesItsBatch() {
    var keys = new ArrayList<>(keys("BE", 1));
    keys.add(new ForeignKey("AAAA", keys.getFirst().start(), 3, "NL", "BE", 0));
    var answer = be.uploadEfgs(tag(), keys);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    assertThat(new String(answer.body(), UTF_8)).contains("keyData", "key 2", "3 bytes");
  }

  @ParameterizedTest
  @CsvSource({"2020-01-01, 410", "2999-01-01, 404", "today, 400", "2027-02-30, 400"})
  void daysWithoutBatchesAreTold(String date, int status) {
    assertThat(de.get("/efgs/diagnosiskeys/download/" + date, "Accept", JSON).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "20200101-999", "none"})
  void unknownTagsAreTold(String tag) {
    be.uploadEfgs(tag(), keys("BE", 1));
    assertThat(
            de.get("/efgs/diagnosiskeys/download/" + today(), "Accept", JSON, "batchTag", tag)
                .statusCode())
        .isEqualTo(404);
    assertThat(audit(tag).statusCode()).isEqualTo(404);
  }

  @Test
  void optionsTellWhatIsSpoken() {
    var answer = be.send("OPTIONS", "/efgs/diagnosiskeys", new byte[0]);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Allow")).isEqualTo("POST,GET,OPTIONS");
    assertThat(header(answer, "Accept")).isEqualTo(JSON + ", " + PROTOBUF);
  }

  @Test
  void callbackIsToldOfNewBatches() throws Exception {
    var queries = new LinkedBlockingQueue<String>();
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(HubClient.tls(hub.openSsl(), "DE", "server")));
    server.createContext(
        "/",
        exchange -> {
          queries.add(exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "https://localhost:" + server.getAddress().getPort() + "/hook";
      assertThat(setCallback("mine", url)).isEqualTo(200);
      assertThat(json(de.get(CALLBACK)).toString())
          .isEqualTo("[{\"callbackId\":\"mine\",\"url\":\"" + url + "\"}]");
      be.uploadEfgs(tag(), keys("BE", 1));
      String newest = header(walk(de).getLast(), "batchTag");
      await().until(() -> queries.contains("batchTag=" + newest + "&date=" + today()));
      assertThat(de.send("DELETE", CALLBACK + "/mine", new byte[0]).statusCode()).isEqualTo(200);
      assertThat(de.send("DELETE", CALLBACK + "/mine", new byte[0]).statusCode()).isEqualTo(404);
    } finally {
      server.stop(0);
    }
  }

  /** Here the hub is its own reader: it calls back at its own gateway. */
  @Test
  @Tag("V19")
  void callbackIsAHintToAGatewayOfOurs() {
    assertThat(setCallback("hints", hub.url() + "/v1/hints")).isEqualTo(200);

    be.uploadEfgs(tag(), keys("BE", 1));

    await()
        .until(() ->
            hub.counted("keyferry.federation.hints", "peer", "hub.example", "outcome", "taken")
                > 0);
    await()
        .until(() -> hub.counted("keyferry.hub.callbacks", "region", "DE", "outcome", "done") > 0);
    assertThat(de.send("DELETE", CALLBACK + "/hints", new byte[0]).statusCode()).isEqualTo(200);
  }

  private static int setCallback(String id, String url) {
    return de.send(
            "PUT", CALLBACK + "/" + id + "?url=" + URLEncoder.encode(url, UTF_8), new byte[0])
        .statusCode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.216.34/",
        "https://93.184.216.34/?a=b",
        "https://user@93.184.216.34/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "https://[fd00::1]/",
        "no url"
      })
  void callbackThatMayNotBeAskedIsRefused(String url) {
    assertThat(setCallback("bad", url)).isEqualTo(400);
    assertThat(json(de.get(CALLBACK)).toString()).doesNotContain("bad");
  }
}
