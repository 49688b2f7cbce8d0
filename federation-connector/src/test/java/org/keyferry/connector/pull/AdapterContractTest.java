package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.connector.support.EfgsHub;
import org.keyferry.connector.support.EnsKeys;
import org.keyferry.connector.support.EnsServer;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.InteropServer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.interop.InteropExposure;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** What holds whoever is spoken with: another backend, a hub, another make of server. */
@Tag("V20")
@Tag("G07")
class AdapterContractTest {
  private static final String BE = Reading.OTHER.code();

  @TempDir Path directory;
  private final SignedBatches signer = new SignedBatches("206", Reading.OTHER, 31);
  private Reading reading;
  private TestPeer peer;
  private EnsServer ens;
  private int window;

  /** Who is spoken with. */
  enum Adapter {
    BACKEND(PullFormat.FEED, ReplicationType.ALL_TO_ALL),
    EFGS(PullFormat.EFGS, ReplicationType.ALL_TO_ALL),
    INTEROP(PullFormat.INTEROP, ReplicationType.ALL_TO_ALL),
    ENS_TO_ALL(PullFormat.ENS_GRPC, ReplicationType.ALL_TO_ALL),
    ENS_TO_US(PullFormat.ENS_GRPC, ReplicationType.PARTIAL);

    final PullFormat format;
    final ReplicationType type;

    Adapter(PullFormat format, ReplicationType type) {
      this.format = format;
      this.type = type;
    }
  }

  @BeforeEach
  void start() throws Exception {
    reading = new Reading(directory);
    peer = TestPeer.start(reading.certificates);
    ens = EnsServer.start(reading.certificates);
  }

  @AfterEach
  void stop() {
    reading.close();
    peer.close();
    ens.close();
  }

  /** How keys are published that were diagnosed there. */
  private Consumer<List<DiagnosisKey>> publishing(Adapter adapter) {
    return switch (adapter) {
      case BACKEND -> {
        var feed = new FeedPeer(peer, "a2a", "a2a");
        yield keys -> feed.add(signer.file(window++, keys));
      }
      case EFGS -> {
        var hub = new EfgsHub(peer);
        var today = LocalDate.now(ZoneOffset.UTC);
        yield keys ->
            hub.add(today, keys.stream().map(AdapterContractTest::efgs).toList(), List.of());
      }
      case INTEROP -> {
        var server = new InteropServer(peer);
        yield keys -> server.add(keys.stream().map(AdapterContractTest::interop).toList());
      }
      case ENS_TO_ALL -> keys -> ens.add(EnsKeys.of(BE, keys));
      case ENS_TO_US -> keys -> ens.add(EnsKeys.ofTravelers(BE, keys));
    };
  }

  private static EfgsKey efgs(DiagnosisKey key) {
    return new EfgsKey(
        key.key().toByteString(), key.start().number(), 144, 3, List.of("NL"), BE, 1, 1);
  }

  private static InteropExposure interop(DiagnosisKey key) {
    return new InteropExposure(
        key.key().toByteString(), key.start().number(), 144, 3, List.of(BE), 1, 1, 1, BE);
  }

  private PullCycle read(Adapter adapter, PullPosition from) {
    URI url = adapter.format == PullFormat.ENS_GRPC ? ens.url() : peer.url();
    var signedBy = adapter.format.isSignedFile() ? signer : null;
    return reading.start(
        reading.source(Reading.OTHER, adapter.format, url, adapter.type, signedBy), from);
  }

  private static List<ByteString> bytes(List<DiagnosisKey> keys) {
    return keys.stream().map(key -> key.key().toByteString()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void eachKeyOfEachBatchIsReadOnceWithItsOrigin(Adapter adapter) {
    var publishing = publishing(adapter);
    var first = signer.keys(1200);
    var second = signer.keys(3);
    publishing.accept(first);
    read(adapter, PullPosition.START);
    reading.awaitKeys(1200);
    publishing.accept(second);
    reading.awaitKeys(1203);

    var all = new ArrayList<>(bytes(first));
    all.addAll(bytes(second));
    assertThat(reading.keyBytes()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(reading.keys())
        .allSatisfy(key -> {
          assertThat(key.getOrigin()).isEqualTo(BE);
          assertThat(key.getPeer()).isEqualTo(BE);
          assertThat(key.getMetadata().getTransmissionRisk()).isEqualTo(3);
          assertThat(key.getMetadata().getDaysSinceOnset()).isEqualTo(1);
        });
  }

  @Tag("V47")
  @ParameterizedTest
  @EnumSource
  void whoStoppedGoesOnBehindWhatWasCommitted(Adapter adapter) throws Exception {
    var publishing = publishing(adapter);
    publishing.accept(signer.keys(1200));
    reading.takingOnly(2);
    read(adapter, PullPosition.START);
    reading.awaitKeys(1000);
    reading.stop();
    var committed = PullPosition.of(reading.position().toOffset());

    read(adapter, committed);
    reading.awaitKeys(1200);
    var more = signer.keys(5);
    publishing.accept(more);
    reading.awaitKeys(1205);

    assertThat(reading.keyBytes()).hasSize(1205).doesNotHaveDuplicates().containsAll(bytes(more));
  }

  @Tag("N13")
  @ParameterizedTest
  @EnumSource
  void whatWasKeptBecomesTheSameKeysAgain(Adapter adapter) throws Exception {
    var publishing = publishing(adapter);
    publishing.accept(signer.keys(700));
    var cycle = read(adapter, PullPosition.START);
    reading.awaitKeys(700);
    await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().keys() == 700);

    var replayed = new ArrayList<FederatedKey>();
    for (String object : reading.archive().list("import/BE/BE/")) {
      reading.replay().replay(object, Instant.now(), replayed::add);
    }

    assertThat(replayed).containsExactlyInAnyOrderElementsOf(reading.keys());
  }
}
