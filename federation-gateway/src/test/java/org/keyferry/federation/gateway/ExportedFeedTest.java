package org.keyferry.federation.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.exporter.ExporterApplication;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.topic.Topics;

/**
 * Sealed batches through the real exporter to a peer that does no more than count up, as a plain
 * HTTP client can.
 */
class ExportedFeedTest {
  private static final String FEED = "to-BE";
  private static final int WINDOW_SECONDS = 7200;
  private static final int KEYS = 7;

  @TempDir Path directory;

  @Test
  @Tag("V27")
  @Tag("V29")
  @Tag("V52")
  void peerThatCountsUpGetsEveryKeyOfEveryFileAndVerifiesItByThePublicFeedsKey() throws Exception {
    var own = TestCertificate.selfSigned("be");
    var server = TestCertificate.selfSigned("server");
    server.write(RunningGateway.certificate(directory), RunningGateway.key(directory));
    try (var backend = TestBackend.start(directory);
        var exporter = ExporterApplication.start(exporterSettings(backend));
        var gateway = RunningGateway.start(backend, directory);
        var client = PeerClient.of(gateway, server.leaf(), Optional.of(own))) {
      backend.peers().publish(TestPeers.backend("BE", own).peer());
      seal(backend, FEED, 1, 0, BatchFeedKind.FEED_REGIONAL);
      seal(backend, FEED, 2, KEYS, BatchFeedKind.FEED_REGIONAL);
      command(backend, 3, 2);
      seal(backend, FEED, 4, KEYS, BatchFeedKind.FEED_REGIONAL);
      seal(backend, "NL", 1, KEYS, BatchFeedKind.FEED_FOR_PHONES);

      var answers = answersUntil(client, "8");

      assertThat(exporter.isActive()).isTrue();
      assertThat(answers)
          .extracting(answer -> answer.headers().firstValue("Batch-State").orElseThrow())
          .as("an empty window; three files, withdrawn by the third number; three more files")
          .containsExactly(
              "empty",
              "withdrawn",
              "withdrawn",
              "withdrawn",
              "empty",
              "published",
              "published",
              "published");
      var keys = new ArrayList<DiagnosisKey>();
      for (var answer : answers.subList(5, 8)) {
        keys.addAll(verified(answer));
      }
      assertThat(keys).hasSize(KEYS).doesNotHaveDuplicates();
    }
  }

  /** What the peer is told from the oldest chunk to the one of that number. */
  private static List<HttpResponse<byte[]>> answersUntil(PeerClient client, String last) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() ->
            client
                .get("/v1/BE/keys")
                .headers()
                .firstValue("Latest-Batch-ID")
                .orElse("")
                .equals(last));
    return IntStream.rangeClosed(1, Integer.parseInt(last))
        .mapToObj(chunk -> get(client, chunk))
        .toList();
  }

  private static HttpResponse<byte[]> get(PeerClient client, int chunk) {
    try {
      return client.get("/v1/BE/keys/" + chunk);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<DiagnosisKey> verified(HttpResponse<byte[]> answer) throws Exception {
    ECPublicKey key = SigningKeys.readPublic(directory.resolve("signing-public.pem"));
    var keys = new ArrayList<DiagnosisKey>();
    new ExportVerifier(Map.of(new SigningKeyId("204", "v1"), key))
        .verify(
            new ByteArrayInputStream(answer.body()),
            "chunk",
            new KeyConsumer() {
              @Override
              public void key(DiagnosisKey each) {
                keys.add(each);
              }

              @Override
              public void revisedKey(DiagnosisKey each) {
                throw new AssertionError("none was revised");
              }
            });
    return keys;
  }

  private String[] exporterSettings(TestBackend backend) throws IOException {
    var pair = SigningKeys.generate();
    Path secret = directory.resolve("signing-private.pem");
    SigningKeys.writePrivate(secret, pair.getPrivate());
    SigningKeys.writePublic(directory.resolve("signing-public.pem"), pair.getPublic());
    return new String[] {
      "--server.port=0",
      "--keyferry.kafka.bootstrap-servers=" + backend.broker().bootstrapServers(),
      "--keyferry.topics.replication-factor=1",
      "--keyferry.s3.endpoint=" + backend.store().endpoint(),
      "--keyferry.s3.access-key=" + EmbeddedObjectStore.ACCESS_KEY,
      "--keyferry.s3.secret-key=" + EmbeddedObjectStore.SECRET_KEY,
      "--keyferry.exporter.spool-directory=" + directory.resolve("spool"),
      "--keyferry.exporter.signing-keys[0].id=204",
      "--keyferry.exporter.signing-keys[0].version=v1",
      "--keyferry.exporter.signing-keys[0].private-key-file=" + secret
    };
  }

  private static SealedBatch.Builder header(String feed, long sequence) {
    long now = Instant.now().getEpochSecond();
    long end = now - now % WINDOW_SECONDS - (10 - sequence) * WINDOW_SECONDS;
    return SealedBatch.newBuilder()
        .setFeed(feed)
        .setSequence(sequence)
        .setWindowStartSeconds(end - WINDOW_SECONDS)
        .setWindowEndSeconds(end);
  }

  private static SealedManifest.Builder manifest(BatchFeedKind kind) {
    boolean phones = kind == BatchFeedKind.FEED_FOR_PHONES;
    return SealedManifest.newBuilder()
        .setRegion(phones ? "NL" : "BE")
        .setAudience(phones ? BatchAudience.PHONES : BatchAudience.PEERS)
        .setMaximumKeysPerFile(3)
        .setFeedKind(kind);
  }

  private static void seal(
      TestBackend backend, String feed, long sequence, int keys, BatchFeedKind kind)
      throws Exception {
    var manifest = manifest(kind).setKeys(keys);
    if (keys > 0) {
      var chunk = SealedChunk.newBuilder().setNumber(0);
      IntStream.range(0, keys).forEach(number -> chunk.addKeys(key(sequence, number)));
      byte[] value = header(feed, sequence).setChunk(chunk).build().toByteArray();
      send(backend, feed, value);
      manifest.addChunkSha256(
          ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(value)));
    }
    send(backend, feed, header(feed, sequence).setManifest(manifest).build().toByteArray());
  }

  /** Takes a batch back, under a number of its own. */
  private static void command(TestBackend backend, long sequence, long ofSequence) {
    var command =
        FeedCommand.newBuilder()
            .setId("00000000-0000-4000-8000-000000000001")
            .setFeed(FEED)
            .setWithdraw(
                org.keyferry.event.v1.WithdrawBatch.newBuilder()
                    .setSequence(ofSequence)
                    .setReason("a test"));
    var manifest = manifest(BatchFeedKind.FEED_REGIONAL).setCommand(command);
    send(backend, FEED, header(FEED, sequence).setManifest(manifest).build().toByteArray());
  }

  private static BatchKey key(long sequence, int number) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) number;
    bytes[15] = (byte) sequence;
    return BatchKey.newBuilder()
        .setKeyData(ByteString.copyFrom(bytes))
        .setRollingStartIntervalNumber(2_988_000)
        .setRollingPeriod(144)
        .setTransmissionRisk(1)
        .setReportType(ReportType.CONFIRMED_TEST)
        .build();
  }

  private static void send(TestBackend backend, String feed, byte[] value) {
    backend.topics().send(Topics.BATCHES_SEALED, feed.getBytes(US_ASCII), value);
  }
}
