package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.screen.KeyCaps;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

class PullCycleTest {
  @TempDir Path directory;
  private final SignedBatches signer = new SignedBatches("206", Reading.OTHER, 5);
  private Reading reading;
  private TestPeer peer;
  private FeedPeer feed;

  @BeforeEach
  void start() throws Exception {
    reading = new Reading(directory);
    peer = TestPeer.start(reading.certificates);
    feed = new FeedPeer(peer, "a2a", "a2a");
  }

  @AfterEach
  void stop() throws Exception {
    reading.close();
    peer.close();
  }

  private PullSource source() {
    return reading.source(PullFormat.FEED, peer.url(), signer);
  }

  private static List<?> bytes(List<DiagnosisKey> keys) {
    return keys.stream().map(key -> key.key().toByteString()).toList();
  }

  @Test
  @Tag("V30")
  void ownKeysOfferedBackAreDroppedAndCounted() throws Exception {
    var home = new SignedBatches("204", Reading.HOME, 6);
    feed.add(home.file(0, home.keys(20)));
    var mirror = reading.source(Reading.HOME, PullFormat.FEED, peer.url(), all(), home);

    var cycle = reading.start(mirror, PullPosition.START);
    reading.awaitLast("1");

    assertThat(reading.keys()).isEmpty();
    assertThat(reading.lastBatch().getOwn()).isEqualTo(20);
    assertThat(cycle.counts().ownKeys()).isEqualTo(20);
  }

  private static ReplicationType all() {
    return ReplicationType.ALL_TO_ALL;
  }

  @Test
  @Tag("V33")
  void keysThatAdmissionRefusesAreDroppedAndCountedAndOthersGoOn() throws Exception {
    var good = signer.keys(4);
    var mixed = new ArrayList<>(good);
    for (DiagnosisKey key : signer.keys(3)) {
      mixed.add(SignedBatches.key(key.key().toByteArray(), 2_000_000));
    }
    feed.add(signer.file(0, mixed));

    reading.start(source(), PullPosition.START);
    reading.awaitLast("1");

    assertThat(reading.keyBytes()).hasSameElementsAs(cast(bytes(good)));
    assertThat(reading.lastBatch().getRefused()).isEqualTo(3);
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> cast(List<?> list) {
    return (List<T>) list;
  }

  @Test
  @Tag("N13")
  void batchIsKeptUnalteredBelowItsPeerOriginDayAndTag() throws Exception {
    byte[] file = signer.file(0, signer.keys(5));
    feed.add(file);

    reading.start(source(), PullPosition.START);
    reading.awaitKeys(5);

    var kept = reading.objects().list("import/");
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst()).matches("import/BE/BE/\\d{4}-\\d\\d-\\d\\d/1");
    try (var object = reading.objects().get(kept.getFirst()).orElseThrow()) {
      assertThat(object.bytes().readAllBytes()).isEqualTo(file);
      assertThat(object.head().metadata()).containsEntry("origin-proven", "true");
    }
  }

  @Test
  void emptyChunkIsPassedWithoutAKey() throws Exception {
    feed.add(new byte[0]);
    feed.add(signer.file(1, signer.keys(2)));

    reading.start(source(), PullPosition.START);
    reading.awaitLast("2");

    assertThat(reading.keys()).hasSize(2);
    assertThat(reading.pieces().getFirst().after().lastBatchId()).contains("1");
  }

  @Test
  void expiredChunksArePassedOver() throws Exception {
    feed.add(signer.file(0, signer.keys(1)));
    reading.start(source(), PullPosition.START);
    reading.awaitLast("1");
    reading.stop();
    for (int window = 1; window < 5; window++) {
      feed.add(signer.file(window, signer.keys(1)));
    }
    feed.expire(3);

    reading.start(source(), reading.position());
    reading.awaitLast("5");

    assertThat(reading.keys()).hasSize(3);
  }

  @Test
  void feedThatBeganAnewIsReadFromItsBeginning() throws Exception {
    feed.add(signer.file(0, signer.keys(1)));
    feed.add(signer.file(1, signer.keys(1)));
    reading.start(source(), PullPosition.START);
    reading.awaitLast("2");
    reading.stop();
    var anew = new FeedPeer(peer, "a2a", "a2a-2");
    anew.add(signer.file(3, signer.keys(4)));
    peer.on("/v1/a2a/keys/2", exchange -> exchange.sendResponseHeaders(404, -1));
    peer.on(
        "/v1/a2a/keys/3",
        exchange -> {
          exchange.getResponseHeaders().set("Feed-ID", "a2a-2");
          exchange.sendResponseHeaders(404, -1);
        });

    reading.start(source(), reading.position());
    reading.awaitLast("1");

    assertThat(reading.keys()).hasSize(6);
    assertThat(reading.position().feedId()).contains("a2a-2");
  }

  @Test
  @Tag("V43")
  void switchedReplicationTypeGoesOnWithoutAGapAndWithoutARepeat() throws Exception {
    var toUs = new FeedPeer(peer, "NL", "to-NL");
    var keys = new ArrayList<List<DiagnosisKey>>();
    for (int window = 0; window < 6; window++) {
      keys.add(signer.keys(2));
      feed.add(signer.file(window, keys.get(window)));
      if (window < 3) {
        toUs.add(signer.file(window, keys.get(window)));
      }
    }
    var partial =
        reading.source(Reading.OTHER, PullFormat.FEED, peer.url(), ReplicationType.PARTIAL, signer);
    reading.start(partial, PullPosition.START);
    reading.awaitLast("3");
    reading.stop();

    reading.start(source(), PullPosition.START.continuing(reading.position()));
    reading.awaitLast("6");

    assertThat(reading.keyBytes())
        .containsExactlyInAnyOrderElementsOf(
            cast(bytes(keys.stream().flatMap(List::stream).toList())));
  }

  @Test
  @Tag("V46")
  void certificateIsReplacedWhilePeerIsPolledWithoutAFailedPoll() throws Exception {
    feed.add(signer.file(0, signer.keys(1)));
    var cycle = reading.start(source(), PullPosition.START);
    reading.awaitKeys(1);

    for (int window = 1; window <= 5; window++) {
      Path fresh = reading.certificates.writeKey(directory.resolve("fresh.p12"), "n" + window);
      Files.move(
          fresh,
          reading.clientKey,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      feed.add(signer.file(window, signer.keys(1)));
      reading.awaitKeys(window + 1);
    }

    assertThat(cycle.counts().failedPolls()).isZero();
  }

  @Test
  void halfWrittenCertificateLeavesTheOneBefore() throws Exception {
    feed.add(signer.file(0, signer.keys(1)));
    var cycle = reading.start(source(), PullPosition.START);
    reading.awaitKeys(1);

    Files.write(reading.clientKey, new byte[] {1, 2, 3});
    feed.add(signer.file(1, signer.keys(1)));
    reading.awaitKeys(2);

    assertThat(cycle.counts().failedPolls()).isZero();
  }

  private static PollTimes seldom(Duration shortest, Duration usual) {
    return new PollTimes(shortest, Duration.ofHours(1), usual, Duration.ZERO);
  }

  private void awaitAsked(int times) {
    await().atMost(Reading.LONG_ENOUGH).until(() -> peer.requests().size() >= times);
  }

  @Test
  @Tag("V19")
  void hintHasThePeerAskedBeforeItsTime() {
    reading.withTimes(seldom(Duration.ofMillis(100), Duration.ofHours(1)));
    feed.waits(3600);
    var cycle = reading.start(source(), PullPosition.START);
    awaitAsked(1);
    feed.add(signer.file(0, signer.keys(3)));

    await()
        .atMost(Reading.LONG_ENOUGH)
        .until(() -> {
          cycle.pollNow();
          return reading.keys().size() == 3;
        });
  }

  @Test
  @Tag("V19")
  void lostHintCostsTheWaitAlone() {
    reading.withTimes(seldom(Duration.ofMillis(100), Duration.ofSeconds(1)));
    reading.start(source(), PullPosition.START);
    awaitAsked(1);

    feed.add(signer.file(0, signer.keys(3)));

    reading.awaitKeys(3);
  }

  @Test
  @Tag("V19")
  void hintsInARowAskNoSoonerThanTheShortestWaitAllows() {
    reading.withTimes(seldom(Duration.ofMinutes(10), Duration.ofHours(1)));
    feed.waits(3600);
    var cycle = reading.start(source(), PullPosition.START);
    awaitAsked(1);

    await()
        .during(Duration.ofSeconds(1))
        .atMost(Reading.LONG_ENOUGH)
        .until(() -> {
          cycle.pollNow();
          return peer.requests().size() == 1;
        });
  }

  @Test
  void moreKeysThanTheCapAreSetAsideWholeAndTheFeedGoesOn() throws Exception {
    reading.withCaps(new KeyCaps(100, 1000));
    feed.add(signer.file(0, signer.keys(90)));
    feed.add(signer.file(1, signer.keys(11)));
    feed.add(signer.file(2, signer.keys(10)));

    var cycle = reading.start(source(), PullPosition.START);
    reading.awaitLast("3");

    assertThat(reading.keys()).hasSize(100);
    assertThat(cycle.counts().quarantinedBatches()).isOne();
    assertThat(reading.objects().list("quarantine/BE/BE/")).hasSize(1);
    assertThat(reading.progress())
        .anySatisfy(progress ->
            assertThat(progress.getBatch().getQuarantined())
                .isEqualTo("more than 100 keys in an hour"));
  }

  @Test
  @Tag("N13")
  void keptBatchIsFedInAgainKeyForKey() throws Exception {
    var keys = signer.keys(30);
    feed.add(signer.file(0, keys));
    reading.start(source(), PullPosition.START);
    reading.awaitKeys(30);
    String kept = reading.archive().list("import/").getFirst();
    var again = new ArrayList<FederatedKey>();

    var counts = reading.replay().replay(kept, Instant.now(), again::add);

    assertThat(counts.passedOn()).isEqualTo(30);
    assertThat(again).containsExactlyInAnyOrderElementsOf(reading.keys());
  }

  @Test
  void releasedBatchIsFedInAndFiledUnderThoseThatWereLetIn() throws Exception {
    reading.withCaps(new KeyCaps(10, 10));
    feed.add(signer.file(0, signer.keys(30)));
    reading.start(source(), PullPosition.START);
    reading.awaitLast("1");
    String kept = reading.archive().list("quarantine/").getFirst();
    var released = new ArrayList<FederatedKey>();

    reading
        .replay()
        .release(kept, Instant.now(), released::add, () -> assertThat(released).hasSize(30));

    assertThat(released).hasSize(30);
    assertThat(reading.objects().list("quarantine/")).isEmpty();
    assertThat(reading.archive().list("import/BE/BE/")).hasSize(1);
  }

  @Test
  @Tag("N11")
  void fileOfAnotherRegionIsRefused() throws Exception {
    var elsewhere = new SignedBatches("206", new Region("DE"), 7);
    feed.add(elsewhere.file(0, elsewhere.keys(3)));

    var cycle =
        reading.start(
            reading.source(Reading.OTHER, PullFormat.FEED, peer.url(), all(), elsewhere),
            PullPosition.START);
    await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().refusedBatches() > 0);

    assertThat(reading.keys()).isEmpty();
  }

  @Test
  void unsignedPeerIsReadIfItsSettingsSaySoAndItsKeysAreCounted() throws Exception {
    feed.add(signer.file(0, signer.keys(6)));

    var cycle =
        reading.start(reading.source(PullFormat.FEED, peer.url(), null), PullPosition.START);
    reading.awaitLast("1");

    await().until(() -> cycle.counts().unprovenKeys() == 6);
    assertThat(reading.lastBatch().getOriginProven()).isFalse();
  }

  @Test
  void lateNameInAnIndexIsReadWhereverItStands() throws Exception {
    for (String name : List.of("a.zip", "b.zip", "c.zip")) {
      peer.serve("/BE/" + name, signer.file(0, signer.keys(1)), Map.of());
    }
    peer.serve("/BE/index.txt", "BE/a.zip\nBE/c.zip");
    var index = reading.source(PullFormat.GAEN_INDEX, peer.url().resolve("BE/"), signer);
    reading.start(index, PullPosition.START);
    reading.awaitKeys(2);
    reading.stop();
    peer.serve("/BE/index.txt", "BE/a.zip\nBE/b.zip\nBE/c.zip");

    reading.start(index, PullPosition.of(reading.position().toOffset()));
    reading.awaitLast("BE/b.zip");

    assertThat(reading.keys()).hasSize(3);
  }

  @Test
  @Tag("V48")
  void recommendedTimeIsKeptWithThePosition() throws Exception {
    feed.header("Recommended-Next-Poll-Time", "1790000000000");
    feed.add(signer.file(0, signer.keys(1)));

    reading.start(source(), PullPosition.START);
    reading.awaitLast("1");

    assertThat(
            reading.pieces().stream()
                .map(piece -> piece.after().recommendedNextPoll().getEpochSecond()))
        .contains(1_790_000_000L);
  }

  @Test
  @Tag("G09")
  void importedKeysNeedNoCertificateOfAnUpload() throws Exception {
    feed.add(signer.file(0, signer.keys(2)));

    reading.start(source(), PullPosition.START);
    reading.awaitKeys(2);

    assertThat(reading.keys().getFirst().getMetadata().getReportType().getNumber()).isPositive();
    assertThat(FederatedKey.getDescriptor().getFields())
        .noneMatch(field -> field.getName().contains("certificate"));
  }
}
