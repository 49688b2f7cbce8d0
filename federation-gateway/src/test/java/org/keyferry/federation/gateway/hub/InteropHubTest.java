package org.keyferry.federation.gateway.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The interop server as backends see it that share no code with us. */
class InteropHubTest {
  private static final String UPLOAD = "/interop/diagnosiskeys/upload";
  private static final String DOWNLOAD = "/interop/diagnosiskeys/download/";
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private static Path directory;
  private static RunningHub hub;
  private static HubClient gb;
  private static HubClient je;
  private static int tags;

  @BeforeAll
  static void start() {
    hub = new RunningHub(directory, List.of("GB", "JE"));
    gb = hub.client("GB");
    je = hub.client("JE");
    await().until(() -> gb.get("/efgs/diagnosiskeys/callback").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    gb.close();
    je.close();
    hub.close();
  }

  private static String today() {
    return LocalDate.now(ZoneOffset.UTC).toString();
  }

  private static List<String> keys(int number) {
    return IntStream.range(0, number)
        .mapToObj(_ -> {
          var bytes = new byte[16];
          RANDOM.nextBytes(bytes);
          return Base64.getEncoder().encodeToString(bytes);
        })
        .toList();
  }

  private static String exposures(List<String> keys) {
    long start = Instant.now().getEpochSecond() / 600 - 288;
    return keys.stream()
        .map(key ->
            """
            {"keyData":"%s","rollingStartNumber":%d,"transmissionRiskLevel":0,"rollingPeriod":144,
             "regions":["GB-EAW"],"testType":1,"reportType":1,"daysSinceOnset":0}\
            """
                .formatted(key, start))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** As the UK's client writes it: base64url with padding. */
  private static String jws(String signer, String content) throws Exception {
    var encoder = Base64.getUrlEncoder();
    String input =
        encoder.encodeToString("{\"alg\":\"ES256\"}".getBytes(UTF_8))
            + "."
            + encoder.encodeToString(content.getBytes(UTF_8));
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(HubClient.key(hub.openSsl(), signer));
    signature.update(input.getBytes(US_ASCII));
    return input + "." + encoder.encodeToString(signature.sign());
  }

  private static HttpResponse<byte[]> upload(HubClient client, String tag, String jws) {
    String body = "{\"batchTag\":\"" + tag + "\",\"payload\":\"" + jws + "\"}";
    return client.send("POST", UPLOAD, body.getBytes(UTF_8), "Content-Type", "application/json");
  }

  private static HttpResponse<byte[]> upload(HubClient client, List<String> keys) throws Exception {
    return upload(client, "tag-" + ++tags, jws(client.region() + "-signing", exposures(keys)));
  }

  private static int inserted(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer).get("insertedExposures").asInt();
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Walks until there is nothing new; the keys that were told, each with its origin. */
  private static Set<String> walk(HubClient client) {
    Set<String> told = new HashSet<>();
    var answer = client.get(DOWNLOAD + today());
    while (answer.statusCode() == 200) {
      JsonNode batch = json(answer);
      for (JsonNode exposure : batch.get("exposures")) {
        String key = exposure.get("keyData").asString();
        assertThat(told.add(key + " of " + exposure.get("origin").asString())).isTrue();
      }
      answer = client.get(DOWNLOAD + today() + "?batchTag=" + batch.get("batchTag").asString());
    }
    assertThat(answer.statusCode()).isEqualTo(204);
    return told;
  }

  @Test
  @Tag("N11")
  void uploadIsToldToOthersWithItsNationAsOrigin() throws Exception {
    var keys = keys(3);
    assertThat(inserted(upload(gb, keys))).isEqualTo(3);
    assertThat(walk(je)).containsAll(keys.stream().map(key -> key + " of GB").toList());
    assertThat(walk(gb)).doesNotContainAnyElementsOf(keys.stream().map(k -> k + " of GB").toList());
    assertThat(hub.federated())
        .filteredOn(key -> key.getPeer().equals("gb.example"))
        .allSatisfy(key -> assertThat(key.getOrigin()).isEqualTo("GB"));
  }

  /** The hubs share nothing but the gateway: the other one takes as many keys as EFGS says. */
  @Test
  void fiveThousandKeysAreOneUploadOfTheOtherHub() {
    int start = (int) (Instant.now().getEpochSecond() / 600) - 288;
    var keys =
        keys(5_000).stream().map(key -> new ForeignKey(key, start, 3, "NL", "GB", -1)).toList();
    assertThat(gb.uploadEfgs("many", keys).statusCode()).isEqualTo(201);
    var told =
        je.get(
            "/efgs/diagnosiskeys/download/" + today(),
            "Accept",
            "application/protobuf; version=1.0");
    assertThat(told.body()).isEqualTo(ForeignKey.protobuf(keys));
    var more = new ArrayList<>(keys);
    more.add(new ForeignKey(keys(1).getFirst(), start, 3, "NL", "GB", -1));
    assertThat(gb.uploadEfgs("too-many", more).statusCode()).isEqualTo(413);
  }

  @Test
  void firstToStateAKeyKeepsIt() throws Exception {
    var keys = keys(2);
    upload(gb, keys.subList(0, 1));
    assertThat(inserted(upload(je, keys))).isEqualTo(1);
    assertThat(walk(je)).contains(keys.getFirst() + " of GB");
    assertThat(walk(gb)).contains(keys.get(1) + " of JE").doesNotContain(keys.get(0) + " of JE");
  }

  @Test
  void repeatInsertsNothing() throws Exception {
    var keys = keys(2);
    String jws = jws("GB-signing", exposures(keys));
    assertThat(inserted(upload(gb, "same", jws))).isEqualTo(2);
    assertThat(inserted(upload(gb, "same", jws))).isZero();
  }

  @Test
  void moreUnderTheSameTagIsTaken() throws Exception {
    assertThat(inserted(upload(gb, "more", jws("GB-signing", exposures(keys(1)))))).isEqualTo(1);
    assertThat(inserted(upload(gb, "more", jws("GB-signing", exposures(keys(1)))))).isEqualTo(1);
  }

  @Test
  void tagOfAnotherNationIsNoneOfOnesBusiness() throws Exception {
    var keys = keys(2);
    upload(gb, "shared", jws("GB-signing", exposures(keys.subList(0, 1))));
    upload(je, "shared", jws("JE-signing", exposures(keys.subList(1, 2))));
    assertThat(walk(gb)).contains(keys.get(1) + " of JE");
  }

  @Test
  void signatureOfAnotherNationIsRefused() throws Exception {
    var answer = upload(gb, "forged", jws("JE-signing", exposures(keys(1))));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("signature");
  }

  @Test
  void keyOfAnotherLengthRefusesItsBatch() throws Exception {
    assertThat(upload(gb, List.of("AAAA")).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "no json", "{\"batchTag\":\"a\",\"payload\":\"a.b\"}"})
  void whatIsNoUploadIsRefused(String body) {
    var answer = gb.send("POST", UPLOAD, body.getBytes(UTF_8), "Content-Type", "application/json");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void unknownTagIsToldInsteadOfNothingNew() {
    assertThat(gb.get(DOWNLOAD + today() + "?batchTag=3f1c2a5e").statusCode()).isEqualTo(404);
    assertThat(gb.get(DOWNLOAD + today() + "?batchTag=20200101-9999").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingNewIsNoContent() {
    assertThat(gb.get(DOWNLOAD + "2999-01-01").statusCode()).isEqualTo(204);
    assertThat(gb.get(DOWNLOAD + "today").statusCode()).isEqualTo(400);
  }
}
