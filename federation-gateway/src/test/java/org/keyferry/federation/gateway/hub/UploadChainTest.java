package org.keyferry.federation.gateway.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.federation.gateway.hub.UploadChain.Appended.Placed;
import org.keyferry.federation.gateway.hub.UploadChain.Appended.Refused;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;

class UploadChainTest {
  static final Instant NOW = Instant.parse("2027-01-10T12:00:00Z");
  @TempDir private static Path directory;
  private static EmbeddedObjectStore server;
  private static S3Connection connection;
  private static int hubs;

  private UploadStore store;
  private UploadChain chain;

  @BeforeAll
  static void startStore() {
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
  }

  @AfterAll
  static void stopStore() {
    connection.close();
    server.close();
  }

  @BeforeEach
  void makeHub() {
    store = new UploadStore(connection.objects(), "hub" + ++hubs);
    chain = another();
  }

  /** A chain as another gateway, or the same after a restart, has it. */
  private UploadChain another() {
    return new UploadChain(store, UploadChainTest::keys);
  }

  @Test
  void placesAreDenseFromOne() throws IOException {
    assertThat(placed(append(chain, "a", NOW, "k1")).getNumber()).isEqualTo(1);
    assertThat(placed(append(chain, "b", NOW, "k2")).getNumber()).isEqualTo(2);
    assertThat(chain.after(1)).map(HubBatch::getNumber).hasValue(2L);
    assertThat(chain.after(2)).isEmpty();
  }

  @Test
  void repeatedKeyRefusesTheWholeUpload() throws IOException {
    append(chain, "a", NOW, "k1", "k2");
    assertThat(append(chain, "b", NOW, "k3", "k1", "k3")).isEqualTo(new Refused(List.of(1, 2)));
    assertThat(append(chain, "c", NOW, "k3")).isInstanceOf(Placed.class);
  }

  @Test
  void repeatedKeyIsToldWhereUploadsAreKept() throws IOException {
    append(chain, "a", NOW, "k1");
    var upload = upload("b", "k1", "k2");
    store.put("b", upload);
    var appended = chain.append("b", upload, true, NOW);
    assertThat(((Placed) appended).repeats()).containsExactly(0);
  }

  @Test
  void uploadOfRepeatsAloneIsNeverKept() throws IOException {
    append(chain, "a", NOW, "k1");
    var upload = upload("b", "k1");
    store.put("b", upload);
    assertThat(chain.append("b", upload, true, NOW)).isInstanceOf(Refused.class);
  }

  @Test
  void uploadHasOnePlaceHoweverOftenItIsAppended() throws IOException {
    HubBatch first = placed(append(chain, "a", NOW, "k1"));
    assertThat(chain.append("a", upload("a", "k1"), false, NOW))
        .isEqualTo(new Placed(first, List.of(), true));
    assertThat(another().append("a", upload("a", "k1"), false, NOW))
        .isEqualTo(new Placed(first, List.of(), true));
  }

  @Test
  void anotherGatewayKnowsTheKeys() throws IOException {
    append(chain, "a", NOW, "k1");
    assertThat(append(another(), "b", NOW, "k1")).isEqualTo(new Refused(List.of(0)));
  }

  @Test
  void ofGatewaysAtOnceOneTakesEachKeyAndNoPlaceIsLost() throws Exception {
    List<Future<UploadChain.Appended>> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int gateway = 0; gateway < 4; gateway++) {
        UploadChain own = another();
        for (int i = 0; i < 8; i++) {
          String name = gateway + "-" + i;
          String key = "shared-" + i;
          all.add(threads.submit(() -> append(own, name, NOW, key, name)));
        }
      }
    }
    List<Long> numbers = new ArrayList<>();
    for (Future<UploadChain.Appended> each : all) {
      if (each.get() instanceof Placed placed) {
        numbers.add(placed.batch().getNumber());
      }
    }
    assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void clockThatGoesBackChangesNoOrder() throws IOException {
    append(chain, "a", NOW, "k1");
    HubBatch later = placed(append(chain, "b", NOW.minusSeconds(86_400), "k2"));
    assertThat(later.getCreatedSeconds()).isEqualTo(NOW.getEpochSecond());
  }

  @Test
  void firstBatchSinceADayIsTheNextOneThereIs() throws IOException {
    append(chain, "a", NOW, "k1");
    append(chain, "b", NOW.plus(Duration.ofDays(2)), "k2");
    assertThat(chain.since(LocalDate.parse("2027-01-11"))).map(HubBatch::getNumber).hasValue(2L);
    assertThat(chain.since(LocalDate.parse("2027-01-13"))).isEmpty();
  }

  @Test
  void oldBatchesGoWithTheirUploadsAndNumbersGoOn() throws IOException {
    append(chain, "a", NOW, "k1");
    append(chain, "b", NOW, "k2");
    chain.expire(LocalDate.parse("2027-01-11"));
    assertThat(store.upload("a")).isEmpty();
    assertThat(store.upload("b")).isEmpty();
    assertThat(chain.oldest()).isEqualTo(2);
    UploadChain restarted = another();
    assertThat(placed(append(restarted, "c", NOW, "k1")).getNumber()).isEqualTo(3);
    assertThat(placed(append(chain, "d", NOW, "k2")).getNumber()).isEqualTo(4);
  }

  private UploadChain.Appended append(UploadChain to, String name, Instant at, String... keys)
      throws IOException {
    HubUpload upload =
        upload(name, keys).toBuilder().setUploadedSeconds(at.getEpochSecond()).build();
    store.put(name, upload);
    return to.append(name, upload, false, at);
  }

  private static HubBatch placed(UploadChain.Appended appended) {
    return ((Placed) appended).batch();
  }

  private static HubUpload upload(String tag, String... keys) {
    return HubUpload.newBuilder()
        .setBatchTag(tag)
        .setRegion("NL")
        .setBody(ByteString.copyFromUtf8(String.join(" ", keys)))
        .build();
  }

  private static List<KeyDigest> keys(HubUpload upload) {
    return List.of(upload.getBody().toStringUtf8().split(" ")).stream()
        .map(key -> KeyDigest.of(key.getBytes(US_ASCII)))
        .toList();
  }

  @Test
  void uploadThatIsOlderThanItsPlaceGoesWithItsOwnDay() throws IOException {
    store.put("late", upload("late", "k1"));
    chain.append("late", upload("late", "k1"), false, NOW);
    append(chain, "b", NOW, "k2");
    chain.expire(LocalDate.parse("2027-01-10"));
    assertThat(store.upload("late")).isEmpty();
    assertThat(chain.batch(1)).isPresent();
    assertThat(store.upload("b")).isPresent();
    assertThat(another().append("c", upload("c", "k1"), false, NOW)).isInstanceOf(Placed.class);
  }

  @Test
  void batchesAreInOrder() throws IOException {
    for (int i = 1; i <= 5; i++) {
      append(chain, "n" + i, NOW, "k" + i);
    }
    assertThat(chain.batches())
        .extracting(HubBatch::getNumber)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 5).boxed().toList());
  }
}
