package org.keyferry.federation.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.BatchWithdrawal;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.federation.gateway.TestBatches.PublishedFeed;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.format.TemporaryExposureKeyExport;
import org.keyferry.wire.key.DiagnosisKey;

/** What a peer gets, by the page docs/federation-feed.md. */
class FeedServingTest {
  @TempDir static Path directory;
  private static TestBackend backend;
  private static RunningGateway gateway;
  private static PeerClient be;
  private static PeerClient de;
  private static PublishedBatch one;

  @BeforeAll
  static void start() {
    backend = TestBackend.start(directory);
    var server = TestCertificate.selfSigned("server");
    server.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
    var ofBelgium = TestCertificate.selfSigned("be");
    var ofGermany = TestCertificate.selfSigned("de");
    backend
        .peers()
        .publish(
            TestPeers.backend("BE", ofBelgium).peer(),
            TestPeers.backend("DE", ofGermany).inNoCluster().peer());
    PublishedFeed regional = backend.batches().feed("to-BE", BatchFeedKind.FEED_REGIONAL, "BE");
    regional.empty(90);
    one = regional.files(91, 1);
    regional.files(92, 3);
    regional.empty(93);
    regional.files(94, 1);
    gateway =
        RunningGateway.start(
            backend, directory, "--keyferry.federation-gateway.verification-authority=Sciensano");
    be = PeerClient.of(gateway, server.leaf(), Optional.of(ofBelgium));
    de = PeerClient.of(gateway, server.leaf(), Optional.of(ofGermany));
  }

  @AfterAll
  static void stop() {
    be.close();
    de.close();
    gateway.close();
    backend.close();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The file of that number in the store, as it lies there. */
  private static byte[] stored(PublishedBatch batch, int file) throws IOException {
    String name = batch.getObjects(file).getName();
    try (var files = Files.walk(directory.resolve("objects"))) {
      return Files.readAllBytes(
          files
              .filter(each -> each.toString().endsWith("private/" + name))
              .findFirst()
              .orElseThrow());
    }
  }

  @Test
  @Tag("V29")
  void oldestChunkIsWhereThereIsNoNumber() throws IOException {
    var answer = be.get("/v1/BE/keys");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Last-Batch-ID")).isEqualTo("1");
    assertThat(header(answer, "Latest-Batch-ID")).isEqualTo("7");
    assertThat(header(answer, "Feed-ID")).isEqualTo("to-BE");
  }

  @Test
  void emptyWindowAnswersWithoutAByte() throws IOException {
    var answer = be.get("/v1/BE/keys/6");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length")).isEqualTo("0");
    assertThat(header(answer, "Content-Type")).isEmpty();
    assertThat(header(answer, "ETag")).isEmpty();
    assertThat(header(answer, "Batch-State")).isEqualTo("empty");
    assertThat(header(answer, "Last-Batch-ID")).isEqualTo("6");
  }

  @Test
  @Tag("V27")
  @Tag("V52")
  void chunkIsTheStoredFileAndTheKeyOfThePublicFilesVerifiesIt() throws Exception {
    var answer = be.get("/v1/BE/keys/2");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(stored(one, 0));
    assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
    assertThat(header(answer, "Batch-State")).isEqualTo("published");
    assertThat(verified(answer)).hasSize(1);
  }

  private static List<DiagnosisKey> verified(HttpResponse<byte[]> answer) throws Exception {
    var keys = new ArrayList<DiagnosisKey>();
    new ExportVerifier(backend.batches().publicKeys())
        .verify(
            new ByteArrayInputStream(answer.body()),
            "chunk",
            new KeyConsumer() {
              @Override
              public void key(DiagnosisKey key) {
                keys.add(key);
              }

              @Override
              public void revisedKey(DiagnosisKey key) {
                throw new AssertionError("none was revised");
              }
            });
    return keys;
  }

  @Test
  void filesOfOneBatchAreChunksOneAfterTheOther() throws Exception {
    var keys = new HashSet<DiagnosisKey>();
    for (int chunk = 3; chunk <= 5; chunk++) {
      var answer = be.get("/v1/BE/keys/" + chunk);
      assertThat(header(answer, "Last-Batch-ID")).isEqualTo(String.valueOf(chunk));
      keys.addAll(verified(answer));
    }

    assertThat(keys).hasSize(3);
  }

  @Test
  void nextPollIsNowWhereThereIsMoreAndAheadWhereThereIsNot() throws IOException {
    long now = Instant.now().getEpochSecond();

    long more = Long.parseLong(header(be.get("/v1/BE/keys/2"), "Recommended-Next-Poll-Time"));
    long none = Long.parseLong(header(be.get("/v1/BE/keys/7"), "Recommended-Next-Poll-Time"));

    assertThat(more).isBetween(now, now + 10);
    assertThat(none).isBetween(now + 50, now + 7200 + 10);
  }

  @Test
  @Tag("V29")
  void numberBehindTheNewestIsNotThereYetAndSaysWhenToAskAgain() throws IOException {
    var answer = be.get("/v1/BE/keys/8");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Long.parseLong(header(answer, "Retry-After"))).isBetween(1L, 7210L);
    assertThat(header(answer, "Latest-Batch-ID")).isEqualTo("7");
    assertThat(header(answer, "Feed-ID")).isEqualTo("to-BE");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  @Tag("V29")
  void feedOfWhichNothingWasPublishedIsNotThereYet() throws IOException {
    var answer = de.get("/v1/DE/keys");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Retry-After")).isEqualTo("60");
    assertThat(header(answer, "Latest-Batch-ID")).isEmpty();
  }

  @Test
  @Tag("V29")
  void deletedChunkIsGoneAndTheNextOneIsNamed() throws IOException {
    var feed = backend.batches().feed("all", BatchFeedKind.FEED_ALL_TO_ALL, "NL");
    feed.files(97, 2);
    feed.files(98, 1);
    feed.files(99, 1);
    await().until(() -> header(be.get("/v1/a2a/keys"), "Latest-Batch-ID").equals("4"));

    feed.expire(97);
    await().until(() -> be.get("/v1/a2a/keys/2").statusCode() == 410);

    assertThat(header(be.get("/v1/a2a/keys/1"), "Oldest-Batch-ID")).isEqualTo("3");
    assertThat(header(be.get("/v1/a2a/keys"), "Last-Batch-ID")).isEqualTo("3");
  }

  @Test
  void withdrawnBatchHasNoByteMoreAndItsCorrectionComesLast() throws IOException {
    var feed = backend.batches().feed("corrected", BatchFeedKind.FEED_REGIONAL, "DE");
    var wrong = feed.files(97, 1);
    await().until(() -> header(de.get("/v1/DE/keys/1"), "Batch-State").equals("published"));

    feed.publish(
        wrong.toBuilder().setWithdrawal(BatchWithdrawal.newBuilder().setBySequence(98)).build());
    feed.files(98, 1);
    await().until(() -> de.get("/v1/DE/keys/2").statusCode() == 200);
    var withdrawn = de.get("/v1/DE/keys/1");
    var correction = de.get("/v1/DE/keys/2");
    feed.expire(97);
    feed.expire(98);
    await().until(() -> de.get("/v1/DE/keys").statusCode() == 404);

    assertThat(withdrawn.statusCode()).isEqualTo(200);
    assertThat(withdrawn.body()).isEmpty();
    assertThat(header(withdrawn, "Batch-State")).isEqualTo("withdrawn");
    assertThat(header(correction, "Batch-State")).isEqualTo("published");
  }

  @ParameterizedTest
  @Tag("V35")
  @CsvSource({
    "/v1/BE/keys/0, 400",
    "/v1/BE/keys/01, 400",
    "/v1/BE/keys/-1, 400",
    "/v1/BE/keys/a, 400",
    "/v1/BE/keys/, 400",
    "/v1/BE/keys/1234567890123456789, 400",
    "/v1/BE/keys/1/2, 404",
    "/v1/BE/keys?x=1, 404",
    "/v1/be/keys, 404",
    "/v1/keys/keys, 404",
    "/v1/A2A/keys, 404",
    "/v1/%42E/keys, 404",
    "/v1/BE-/keys, 404",
    "/v1/BE-12345/keys, 404",
    "/v1/keys, 404",
    "/v1/meta/keys, 404",
    "/v1/exposed, 404",
    "/, 404",
    "/actuator/health, 404"
  })
  void whatIsNoAddressOfAChunkIsRefused(String path, int status) throws IOException {
    var answer = be.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void otherMethodsAreRefused() throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      var answer = be.send(method, "/v1/BE/keys/2");
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  void headHasTheHeadersAndNoBytes() throws IOException {
    var answer = be.send("HEAD", "/v1/BE/keys/2");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length"))
        .isEqualTo(String.valueOf(one.getObjects(0).getSizeBytes()));
  }

  @Test
  void whoHasTheFileIsNotSentItAgain() throws IOException {
    String etag = header(be.get("/v1/BE/keys/2"), "ETag");

    var answer = be.get("/v1/BE/keys/2", "If-None-Match", "\"x\", W/" + etag);

    assertThat(etag).matches("\"[A-Za-z0-9_-]{43}\"");
    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(header(answer, "Last-Batch-ID")).isEqualTo("2");
    assertThat(be.get("/v1/BE/keys/2", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
  }

  @Test
  void noCacheOnTheWayKeepsAnything() throws IOException {
    assertThat(header(be.get("/v1/BE/keys/2"), "Cache-Control"))
        .isEqualTo("private, no-cache, no-transform");
    assertThat(header(be.get("/v1/BE/keys/8"), "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  @Tag("V51")
  void peerReadsItsOwnFeedOnly() throws IOException {
    assertThat(be.get("/v1/DE/keys").statusCode()).isEqualTo(403);
    assertThat(de.get("/v1/BE/keys/2").statusCode()).isEqualTo(403);
    assertThat(de.get("/v1/BE/keys/2").body()).asString().contains("other-feed");
    assertThat(de.get("/v1/a2a/keys").statusCode())
        .as("in no cluster: partial replication")
        .isEqualTo(403);
  }

  @ParameterizedTest
  @Tag("V31")
  @Tag("V38")
  @CsvSource({"FEED_FOR_PHONES, NL", "FEED_FOR_HUB, NL", "FEED_GATEWAY, BE"})
  void feedOfAnotherKindIsUnderNoAddress(BatchFeedKind kind, String region) throws IOException {
    var feed = backend.batches().feed("other-" + kind.getNumber(), kind, region);
    feed.files(100, 1);
    var later = backend.batches().feed("to-BE-" + kind.getNumber(), kind, "BE");
    later.files(100, 1);
    var seen =
        backend.batches().feed("seen-" + kind.getNumber(), BatchFeedKind.FEED_REGIONAL, "FR");
    seen.empty(100);

    assertThat(header(be.get("/v1/BE/keys"), "Feed-ID")).isEqualTo("to-BE");
    assertThat(be.get("/v1/NL/keys").statusCode()).isEqualTo(403);
  }

  @Test
  @Tag("V34")
  void fileHasNoFieldForPlacesOrOrigins() throws Exception {
    byte[] body = be.get("/v1/BE/keys/2").body();
    byte[] export;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(body))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("export.bin");
      export = zip.readAllBytes();
    }
    var decoded =
        TemporaryExposureKeyExport.parseFrom(Arrays.copyOfRange(export, 16, export.length));

    assertThat(decoded.getUnknownFields().asMap()).isEmpty();
    assertThat(decoded.getRegion()).isEqualTo("BE");
    assertThat(decoded.getKeysList())
        .hasSize(1)
        .allSatisfy(key -> {
          assertThat(key.getUnknownFields().asMap()).isEmpty();
          assertThat(key.getAllFields().keySet())
              .extracting(FieldDescriptor::getName)
              .isSubsetOf(
                  "key_data",
                  "transmission_risk_level",
                  "rolling_start_interval_number",
                  "rolling_period",
                  "report_type",
                  "days_since_onset_of_symptoms");
        });
  }

  @Test
  @Tag("G13")
  void authorityIsNamedAndNothingElseIsToldOfIt() throws IOException {
    var answer = be.get("/v1/BE/keys/2");

    assertThat(header(answer, "Verification-Authority")).isEqualTo("Sciensano");
    assertThat(answer.headers().map().keySet())
        .as("every header of an answer, so that no other tells of it")
        .containsExactlyInAnyOrder(
            "batch-state",
            "cache-control",
            "content-length",
            "content-type",
            "date",
            "etag",
            "feed-id",
            "last-batch-id",
            "latest-batch-id",
            "recommended-next-poll-time",
            "verification-authority",
            "x-content-type-options");
  }

  @Test
  void lostFileIsAskedForAgainLater() throws IOException {
    var feed = backend.batches().feed("lost", BatchFeedKind.FEED_REGIONAL, "DE");
    feed.publish(
        feed.batch(99, 0).toBuilder()
            .addObjects(one.getObjects(0).toBuilder().setName("lost/0-7200-00001.zip"))
            .build());
    await().until(() -> de.get("/v1/DE/keys").statusCode() != 404);

    var answer = de.get("/v1/DE/keys");
    feed.expire(99);
    await().until(() -> de.get("/v1/DE/keys").statusCode() == 404);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(header(answer, "Retry-After")).isEqualTo("10");
    assertThat(header(answer, "Last-Batch-ID")).isEmpty();
  }

  @Test
  @Tag("V11")
  void answersAreCountedByPeerAndPhase() throws IOException {
    double before =
        gateway.counted("keyferry.federation.bytes", "peer", "be.example", "phase", "II");

    var answer = be.get("/v1/BE/keys/2");

    // Counted when all of it is sent, which the client knows first.
    await()
        .untilAsserted(() ->
            assertThat(
                    gateway.counted(
                        "keyferry.federation.bytes", "peer", "be.example", "phase", "II"))
                .isEqualTo(before + answer.body().length));
  }

  @Test
  void endpointsAreDescribed() throws IOException {
    assertThat(be.get("/v3/api-docs").body()).asString().contains("\"openapi\": \"3.1.0\"");
  }
}
