package org.keyferry.connector.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.wire.efgs.CanonicalBatch;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.efgs.EfgsSignature;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.Topics;

@Tag("N07")
class FederationSinkTaskTest {
  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.BATCHES_SEALED.name(), 0);

  @TempDir Path directory;
  private final Certificates certificates = new Certificates();
  private final SignedBatches keys = new SignedBatches("1", new Region("NL"), 31);
  private final List<String> tags = new ArrayList<>();
  private final List<ByteString> stored = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Long> timeouts = new ArrayList<>();
  private final FederationSinkTask task = new FederationSinkTask();
  private TestPeer hub;
  private long offset;

  /** How the hub answers an upload whose signature holds. */
  private interface Reply {
    void to(HttpExchange exchange, List<EfgsKey> uploaded) throws IOException;
  }

  @BeforeEach
  void start() throws Exception {
    hub = TestPeer.start(certificates);
    hub.on("/diagnosiskeys/upload", this::upload);
    task.initialize(context());
    task.start(properties());
  }

  @AfterEach
  void stop() {
    task.stop();
    hub.close();
  }

  private Map<String, String> properties() throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("RemoteRegionURL", hub.url().toString());
    properties.put("feed", "to-hub");
    properties.put("home.region", "NL");
    properties.put("development.loopback", "true");
    properties.put("upload.most.keys", "10");
    properties.put(
        "TLSConsumerCertificate",
        certificates.writeKey(directory.resolve("client.p12"), "NL").toString());
    properties.put("TLSConsumerCertificatePassword", Certificates.PASSWORD);
    properties.put(
        "TLSProducerCertificates",
        certificates.writeRoot(directory.resolve("root.pem")).toString());
    properties.put(
        "SigningCertificate",
        certificates.writeKey(directory.resolve("signing.p12"), "Signer, C=NL").toString());
    properties.put("SigningCertificatePassword", Certificates.PASSWORD);
    return properties;
  }

  private void upload(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var uploaded = EfgsBatch.read(body, "upload", BatchLimits.DEFAULT).keys();
      EfgsSignature.parse(headers.getFirst("batchSignature"))
          .verify(CanonicalBatch.of(uploaded), Instant.now());
      tags.add(headers.getFirst("batchTag"));
      Reply reply = replies.isEmpty() ? this::created : replies.remove();
      reply.to(exchange, uploaded);
    } catch (MalformedBatch | UntrustedBatch e) {
      exchange.sendResponseHeaders(400, -1);
    }
  }

  private void created(HttpExchange exchange, List<EfgsKey> uploaded) throws IOException {
    uploaded.forEach(key -> stored.add(key.keyData()));
    exchange.sendResponseHeaders(201, -1);
  }

  private static Reply status(int status) {
    return (exchange, uploaded) -> exchange.sendResponseHeaders(status, -1);
  }

  private static Reply multiStatus(String json) {
    return (exchange, uploaded) -> {
      byte[] body = json.getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(207, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private SinkRecord record(SealedBatch event) {
    return new SinkRecord(
        PARTITION.topic(),
        PARTITION.partition(),
        Schema.BYTES_SCHEMA,
        event.getFeed().getBytes(StandardCharsets.US_ASCII),
        Schema.BYTES_SCHEMA,
        event.toByteArray(),
        offset++);
  }

  private SinkRecord chunk(String feed, long sequence, int number, List<DiagnosisKey> batch) {
    var chunk = SealedChunk.newBuilder().setNumber(number);
    batch.forEach(key -> chunk.addKeys(key.toEvent()));
    return record(
        SealedBatch.newBuilder().setFeed(feed).setSequence(sequence).setChunk(chunk).build());
  }

  private SinkRecord manifest(String feed, long sequence, int chunks) {
    var manifest = SealedManifest.newBuilder().setOrigin("NL").addVisitedCountries("BE");
    for (int i = 0; i < chunks; i++) {
      manifest.addChunkSha256(ByteString.copyFrom(new byte[32]));
    }
    return record(
        SealedBatch.newBuilder().setFeed(feed).setSequence(sequence).setManifest(manifest).build());
  }

  private static List<ByteString> bytes(List<DiagnosisKey> batch) {
    return batch.stream().map(key -> key.key().toByteString()).toList();
  }

  @Test
  void batchIsUploadedOnceItIsWholeInPartsOfTheirOwnTags() {
    var first = keys.keys(15);
    var second = keys.keys(4);
    task.put(List.of(chunk("to-hub", 1, 0, first), chunk("other", 1, 0, keys.keys(3))));
    assertThat(tags).isEmpty();

    task.put(List.of(chunk("to-hub", 1, 1, second), manifest("to-hub", 1, 2)));

    assertThat(tags).hasSize(3).doesNotHaveDuplicates().allMatch(tag -> tag.startsWith("NL-"));
    var all = new ArrayList<>(bytes(first));
    all.addAll(bytes(second));
    assertThat(stored).containsExactlyElementsOf(all);
  }

  @Test
  void offsetsNeverPassAnUnfinishedBatch() {
    task.put(List.of(chunk("other", 1, 0, keys.keys(1)), chunk("to-hub", 1, 0, keys.keys(1))));
    var current = Map.of(PARTITION, new OffsetAndMetadata(offset));
    assertThat(task.preCommit(current).get(PARTITION).offset()).isEqualTo(1);

    task.put(List.of(manifest("to-hub", 1, 1)));

    var after = Map.of(PARTITION, new OffsetAndMetadata(offset));
    assertThat(task.preCommit(after).get(PARTITION).offset()).isEqualTo(3);
  }

  @Test
  void failedUploadIsRepeatedUnderTheSameTag() {
    replies.add(status(503));
    var records = List.of(chunk("to-hub", 1, 0, keys.keys(2)), manifest("to-hub", 1, 1));

    assertThatThrownBy(() -> task.put(records)).isInstanceOf(RetriableException.class);
    task.put(records);

    assertThat(tags).hasSize(2);
    assertThat(Set.copyOf(tags)).hasSize(1);
    assertThat(stored).hasSize(2);
    assertThat(timeouts).containsExactly(60_000L);
  }

  @Test
  void tagThatWasUsedMeansThatTheHubHasThePart() {
    replies.add(status(409));

    task.put(List.of(chunk("to-hub", 1, 0, keys.keys(2)), manifest("to-hub", 1, 1)));

    assertThat(tags).hasSize(1);
  }

  @Test
  void keysThatTheHubHasAreLeftOutAndTheOthersUploadedUnderAnotherTag() {
    var batch = keys.keys(4);
    replies.add(multiStatus("{\"201\":[0,2],\"409\":[1,3],\"500\":[]}"));

    task.put(List.of(chunk("to-hub", 1, 0, batch), manifest("to-hub", 1, 1)));

    assertThat(tags).hasSize(2).doesNotHaveDuplicates();
    assertThat(stored).containsExactly(bytes(batch).get(0), bytes(batch).get(2));
  }

  @Test
  void hubThatKeptWhatItTookHasAllAfterTheNextAnswer() {
    replies.add(multiStatus("{\"201\":[0,1],\"409\":[2]}"));
    replies.add(multiStatus("{\"409\":[0,1]}"));

    task.put(List.of(chunk("to-hub", 1, 0, keys.keys(3)), manifest("to-hub", 1, 1)));

    assertThat(tags).hasSize(2);
  }

  @Test
  void keysThatTheHubWouldRefuseAllForStayBehind() {
    var batch = new ArrayList<>(keys.keys(2));
    batch.add(SignedBatches.key(keys.keys(1).getFirst().key().toByteArray(), 2_000_000));

    task.put(List.of(chunk("to-hub", 1, 0, batch), manifest("to-hub", 1, 1)));

    assertThat(stored).hasSize(2);
  }

  @Test
  void uploadThatIsRefusedForGoodFailsTheTaskWithTheReason() {
    replies.add(status(403));
    var records = List.of(chunk("to-hub", 1, 0, keys.keys(2)), manifest("to-hub", 1, 1));

    assertThatThrownBy(() -> task.put(records))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContaining("403")
        .hasMessageContaining("batch 1 of to-hub");
  }

  @Test
  void batchWithoutKeysIsNotUploaded() {
    task.put(List.of(manifest("to-hub", 1, 0)));

    assertThat(tags).isEmpty();
  }

  @Test
  void batchWhoseFirstChunksAreGoneHoldsNothingUp() {
    task.put(List.of(chunk("to-hub", 1, 1, keys.keys(1)), manifest("to-hub", 1, 2)));
    task.put(List.of(chunk("to-hub", 2, 0, keys.keys(1)), manifest("to-hub", 2, 1)));

    assertThat(stored).hasSize(1);
  }

  private SinkTaskContext context() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            SinkTaskContext.class.getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("timeout")) {
                timeouts.add((Long) arguments[0]);
                return null;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
