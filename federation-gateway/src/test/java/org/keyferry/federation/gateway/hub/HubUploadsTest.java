package org.keyferry.federation.gateway.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.federation.gateway.hub.HubUploads.Outcome;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;

/** What crashes leave behind is finished, and what is old goes. */
class HubUploadsTest {
  private static final Instant NOW = Instant.parse("2027-01-10T12:34:56Z");
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(2));
  private static final int DAYS_BACK = 3;

  @TempDir private Path directory;
  private EmbeddedObjectStore server;
  private S3Connection connection;
  private UploadStore store;
  private MockProducer<byte[], byte[]> broker;
  private boolean away;
  private final List<HubBatch> told = new ArrayList<>();

  @BeforeEach
  void start() {
    server = EmbeddedObjectStore.start(directory);
    connection =
        S3Connection.open(
            new S3Settings(
                server.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                Duration.ofSeconds(10)));
    store = new UploadStore(connection.objects(), "efgs");
    broker = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    connection.close();
    server.close();
  }

  /** The hub as a gateway has it after its start. */
  private HubUploads started() {
    var log =
        new FederatedLog(
            this::producer,
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            new SimpleMeterRegistry());
    var chain = new UploadChain(store, HubUploadsTest::digests);
    return new HubUploads(store, chain, HubUploadsTest::events, log, false, told::add);
  }

  private Producer<byte[], byte[]> producer() {
    if (away) {
      throw new KafkaException("away");
    }
    return broker;
  }

  @Test
  void keysAreAppendedInTheOrderOfTheirBytesAtARoundedTime() throws IOException {
    assertThat(started().take(name("a"), upload("a", "k2", "k1"), NOW))
        .isInstanceOf(Outcome.Stored.class);
    assertThat(broker.history())
        .extracting(each -> new String(each.key(), US_ASCII))
        .containsExactly("k1", "k2");
    assertThat(broker.history())
        .allSatisfy(each ->
            assertThat(each.timestamp())
                .isEqualTo(Instant.parse("2027-01-10T12:30:00Z").toEpochMilli()))
        .allSatisfy(each -> assertThat(each.headers()).isEmpty());
    assertThat(told).hasSize(1);
  }

  @Test
  void sameTagIsTaken() throws IOException {
    HubUploads hub = started();
    hub.take(name("a"), upload("a", "k1"), NOW);
    assertThat(hub.take(name("a"), upload("a", "k1"), NOW)).isInstanceOf(Outcome.TagTaken.class);
    assertThat(hub.take(name("a"), upload("a", "k2"), NOW)).isInstanceOf(Outcome.TagTaken.class);
    assertThat(broker.history()).hasSize(1);
  }

  @Test
  void refusedUploadLeavesNothingAndItsTagIsFree() throws IOException {
    HubUploads hub = started();
    hub.take(name("a"), upload("a", "k1"), NOW);
    assertThat(hub.take(name("b"), upload("b", "k1", "k2"), NOW))
        .isEqualTo(new Outcome.Repeated(List.of(0)));
    assertThat(store.upload(name("b"))).isEmpty();
    assertThat(broker.history()).hasSize(1);
    assertThat(hub.take(name("b"), upload("b", "k2"), NOW)).isInstanceOf(Outcome.Stored.class);
  }

  @Test
  void uploadWithoutAPlaceGetsOneAfterACrash() throws IOException {
    store.put(name("a"), upload("a", "k1"));
    started().finish(LATER, DAYS_BACK);
    assertThat(broker.history()).hasSize(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void retryAfterACrashIsTheUploadItself() throws IOException {
    store.put(name("a"), upload("a", "k1"));
    assertThat(started().take(name("a"), upload("a", "k1"), NOW))
        .isInstanceOf(Outcome.Stored.class);
  }

  @Test
  void uploadThatIsUnderWayIsLeftAlone() throws IOException {
    store.put(name("a"), upload("a", "k1"));
    started().finish(NOW.plusSeconds(30), DAYS_BACK);
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void keysThatWereNotAppendedAreAppendedAfterAStart() throws IOException {
    away = true;
    assertThat(started().take(name("a"), upload("a", "k1"), NOW))
        .isInstanceOf(Outcome.Stored.class);
    assertThat(broker.history()).isEmpty();
    away = false;
    HubUploads restarted = started();
    restarted.finish(LATER, DAYS_BACK);
    assertThat(broker.history()).hasSize(1);
    restarted.finish(LATER, DAYS_BACK);
    started().finish(LATER, DAYS_BACK);
    assertThat(broker.history()).hasSize(1);
  }

  @Test
  void nothingOfAnOldUploadIsLeft() throws IOException {
    HubUploads hub = started();
    hub.take(name("a"), upload("a", "k1"), NOW);
    store.put(name("left-behind"), upload("left-behind", "k2"));
    hub.finish(NOW.plus(Duration.ofDays(DAYS_BACK)), DAYS_BACK);
    assertThat(store.upload(name("a"))).isPresent();
    hub.finish(NOW.plus(Duration.ofDays(DAYS_BACK + 1)), DAYS_BACK);
    assertThat(store.uploads()).isEmpty();
    assertThat(store.upload(name("a"))).isEmpty();
  }

  private String name(String tag) {
    return store.nameOf("NL", tag);
  }

  private HubUpload upload(String tag, String... keys) {
    return HubUpload.newBuilder()
        .setBatchTag(tag)
        .setRegion("NL")
        .setUploader("nl")
        .setUploadedSeconds(NOW.getEpochSecond())
        .setBody(ByteString.copyFromUtf8(String.join(" ", keys)))
        .build();
  }

  private static List<KeyDigest> digests(HubUpload upload) {
    return List.of(upload.getBody().toStringUtf8().split(" ")).stream()
        .map(key -> KeyDigest.of(key.getBytes(US_ASCII)))
        .toList();
  }

  private static List<FederatedKey> events(HubUpload upload) {
    return List.of(upload.getBody().toStringUtf8().split(" ")).stream()
        .map(key ->
            FederatedKey.newBuilder()
                .setTemporaryExposureKey(
                    TemporaryExposureKey.newBuilder().setKeyData(ByteString.copyFromUtf8(key)))
                .build())
        .toList();
  }
}
