package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** What holds for whatever is spoken with a peer, each with a peer that speaks it. */
@Tag("V20")
@Tag("V36")
@Tag("V44")
class FormatsTest {
  @TempDir Path directory;

  /** How a peer publishes one more batch. */
  interface Publishing {
    void add(byte[] file);
  }

  /** What is spoken. */
  enum Spoken {
    FEED_TO_ALL(PullFormat.FEED, ReplicationType.ALL_TO_ALL) {
      @Override
      Publishing on(TestPeer peer) {
        return new FeedPeer(peer, "a2a", "a2a")::add;
      }
    },
    FEED_TO_US(PullFormat.FEED, ReplicationType.PARTIAL) {
      @Override
      Publishing on(TestPeer peer) {
        return new FeedPeer(peer, Reading.HOME.code(), "to-NL")::add;
      }
    },
    INDEX(PullFormat.GAEN_INDEX, ReplicationType.ALL_TO_ALL) {
      @Override
      Publishing on(TestPeer peer) {
        var names = new ArrayList<String>();
        return file -> {
          String name = "BE/%05d.zip".formatted(names.size());
          names.add(name);
          peer.serve("/" + name, file, Map.of());
          peer.serve("/BE/index.txt", String.join("\n", names));
        };
      }

      @Override
      URI url(TestPeer peer) {
        return peer.url().resolve("BE/");
      }
    };

    final PullFormat format;
    final ReplicationType type;

    Spoken(PullFormat format, ReplicationType type) {
      this.format = format;
      this.type = type;
    }

    abstract Publishing on(TestPeer peer);

    URI url(TestPeer peer) {
      return peer.url();
    }
  }

  private static List<ByteString> bytes(List<DiagnosisKey> keys) {
    return keys.stream().map(key -> key.key().toByteString()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void eachKeyOfEachBatchIsReadOnce(Spoken spoken) throws Exception {
    var signer = new SignedBatches("206", Reading.OTHER, 1);
    try (var reading = new Reading(directory);
        var peer = TestPeer.start(reading.certificates)) {
      var publishing = spoken.on(peer);
      var first = signer.keys(700);
      var second = signer.keys(3);
      publishing.add(signer.file(0, first));
      reading.start(source(spoken, reading, peer, signer), PullPosition.START);
      reading.awaitKeys(700);
      publishing.add(signer.file(1, second));
      reading.awaitKeys(703);

      var all = new ArrayList<>(bytes(first));
      all.addAll(bytes(second));
      assertThat(reading.keyBytes()).containsExactlyInAnyOrderElementsOf(all);
      assertThat(reading.keys())
          .allSatisfy(key -> {
            assertThat(key.getOrigin()).isEqualTo("BE");
            assertThat(key.getPeer()).isEqualTo("BE");
            assertThat(key.getRegionsOfInterest().getRegionsList())
                .isEqualTo(spoken.type == ReplicationType.PARTIAL ? List.of("NL") : List.of());
          });
    }
  }

  @Tag("V47")
  @Tag("N08")
  @ParameterizedTest
  @EnumSource
  void whoStoppedInTheMiddleOfABatchGoesOnThere(Spoken spoken) throws Exception {
    var signer = new SignedBatches("206", Reading.OTHER, 2);
    try (var reading = new Reading(directory);
        var peer = TestPeer.start(reading.certificates)) {
      var publishing = spoken.on(peer);
      var keys = signer.keys(2300);
      publishing.add(signer.file(0, keys));
      reading.takingOnly(3);
      reading.start(source(spoken, reading, peer, signer), PullPosition.START);
      reading.awaitKeys(1500);
      reading.stop();
      var committed = PullPosition.of(reading.position().toOffset());
      assertThat(committed.open()).isPresent();
      int asked = peer.requests().size();

      reading.start(source(spoken, reading, peer, signer), committed);
      reading.awaitKeys(2300);

      assertThat(reading.keyBytes()).containsExactlyInAnyOrderElementsOf(bytes(keys));
      assertThat(reading.lastBatch().getPassedOn()).isEqualTo(2300);
      assertThat(peer.requests().subList(asked, peer.requests().size()))
          .as("the batch comes from the archive")
          .noneMatch(path -> path.endsWith(".zip") || path.endsWith("/1"));
    }
  }

  @Tag("V45")
  @ParameterizedTest
  @EnumSource
  void tamperedBatchIsRefusedAndNothingMovesUntilItIsRight(Spoken spoken) throws Exception {
    var signer = new SignedBatches("206", Reading.OTHER, 3);
    try (var reading = new Reading(directory);
        var peer = TestPeer.start(reading.certificates)) {
      var publishing = spoken.on(peer);
      var keys = signer.keys(10);
      publishing.add(new SignedBatches("206", Reading.OTHER, 4).file(0, keys));
      var cycle = reading.start(source(spoken, reading, peer, signer), PullPosition.START);
      await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().refusedBatches() > 1);
      assertThat(reading.pieces()).allMatch(piece -> piece.after().lastBatchId().isEmpty());
      assertThat(reading.objects().list("import/")).isEmpty();

      spoken.on(peer).add(signer.file(0, keys));
      reading.awaitKeys(10);

      assertThat(reading.keyBytes()).containsExactlyInAnyOrderElementsOf(bytes(keys));
    }
  }

  private static PullSource source(
      Spoken spoken, Reading reading, TestPeer peer, SignedBatches signer) {
    return reading.source(Reading.OTHER, spoken.format, spoken.url(peer), spoken.type, signer);
  }
}
