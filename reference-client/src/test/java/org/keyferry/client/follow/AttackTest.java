package org.keyferry.client.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.state.RegionState;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestBackend;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.client.testing.TestSigner;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/**
 * An origin, or somebody between it and the phone, does each attack. The phone names it, processes
 * nothing, and forgets nothing.
 */
@Tag("D24")
class AttackTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration BUCKET = Duration.ofHours(2);

  @TempDir private Path scratch;

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final TestClock clock = new TestClock(START);
  private final MemoryStates states = new MemoryStates();
  private final Received received = new Received();
  private final Random random = new Random(2);
  private TestBackend backend;
  private ListFeed feed;
  private String listPath;

  @BeforeEach
  void aPhoneHasFollowedForThreeBatches() throws Exception {
    backend = new TestBackend("NL", origin, scratch);
    feed = new ListFeed(backend.address(), transport, states, clock);
    listPath = backend.path(TestBackend.LIST);
    for (int i = 0; i < 3; i++) {
      publish();
      backend.issue(clock.instant());
      feed.poll(received);
    }
    received.files().clear();
  }

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  private ListedBatch publish() {
    Instant end = clock.instant().plus(BUCKET);
    var batch =
        backend.publish(
            new BatchWindow(clock.instant(), end), Keys.some(2, clock.instant(), random));
    clock.set(end);
    return batch;
  }

  private void assertDetected(Attack attack) {
    RegionState before = states.read(backend.region());
    var detected = catchThrowableOfType(AttackDetected.class, () -> feed.poll(received));
    assertThat(detected).isNotNull();
    assertThat(detected.attack()).as(detected.getMessage()).isEqualTo(attack);
    assertThat(received.files()).isEmpty();
    assertThat(states.read(backend.region())).isEqualTo(before);
  }

  @Test
  void aForgedSignatureIsDetected() {
    publish();
    BatchListing listing = backend.issue(clock.instant());
    // Another key under the same name.
    backend.show(listing.render(), DocumentType.BATCH_LIST, TestSigner.create("204"));

    assertDetected(Attack.FORGED_SIGNATURE);
  }

  @Test
  void aBatchTakenOutOfASignedListIsDetected() {
    publish();
    backend.issue(clock.instant());
    String jws = new String(origin.get(listPath), UTF_8);
    int middle = jws.indexOf('.') + 200;
    origin.put(listPath, (jws.substring(0, middle) + jws.substring(middle + 4)).getBytes(UTF_8));

    assertDetected(Attack.FORGED_SIGNATURE);
  }

  @Test
  void aDocumentOfAnotherTypeIsDetected() {
    publish();
    BatchListing listing = backend.issue(clock.instant());
    backend.show(listing.render(), DocumentType.BATCH_DAY, backend.signer());

    assertDetected(Attack.WRONG_TYPE);
  }

  @Test
  void theListOfAnotherRegionIsDetected() {
    publish();
    backend.issue(
        clock.instant(),
        listing ->
            new BatchListing(
                new Region("BE"),
                "BE",
                listing.head(),
                listing.polling(),
                listing.day(),
                listing.batches(),
                listing.aggregates(),
                listing.revoked()));

    assertDetected(Attack.OTHER_REGION);
  }

  @Test
  void anOlderListIsDetectedAsRollback() throws Exception {
    byte[] older = origin.get(listPath);
    publish();
    backend.issue(clock.instant());
    feed.poll(received);
    received.files().clear();
    origin.put(listPath, older);

    assertDetected(Attack.ROLLBACK);
  }

  @Test
  void aListThatIsAlwaysTheSameIsDetectedAsFreezing() throws Exception {
    assertThat(feed.poll(received).hasChanged()).isFalse();
    clock.advance(Duration.ofDays(1));

    assertDetected(Attack.FREEZING);
  }

  @Test
  void anExpiredListIsDetectedByAPhoneThatSeesItFirst() throws Exception {
    clock.advance(Duration.ofDays(1));
    states.forget(backend.region());

    assertDetected(Attack.FREEZING);
  }

  @Test
  void twoListsOfOneNumberAreDetectedAsFork() throws Exception {
    publish();
    BatchListing base = backend.issue(clock.instant());
    feed.poll(received);
    received.files().clear();
    backend.show(
        withoutAggregatesButLater(base).render(), DocumentType.BATCH_LIST, backend.signer());

    assertDetected(Attack.FORK);
  }

  private static BatchListing withoutAggregatesButLater(BatchListing listing) {
    var head = listing.head();
    return new BatchListing(
        listing.region(),
        listing.feed(),
        new DocumentHead(
            head.sequence(),
            head.previous(),
            head.issuedAt().plusSeconds(1),
            head.expiresAt().plusSeconds(1)),
        listing.polling(),
        listing.day(),
        listing.batches(),
        listing.aggregates(),
        listing.revoked());
  }

  @Test
  void aListThatFollowsAnotherHistoryIsDetected() {
    publish();
    BatchListing unseen = backend.issue(clock.instant());
    // The phone is shown the next number, which follows a list of the same number as its last one.
    backend.issue(
        clock.instant(),
        next ->
            new BatchListing(
                next.region(),
                next.feed(),
                new DocumentHead(
                    unseen.head().sequence(),
                    next.head().previous(),
                    next.head().issuedAt(),
                    next.head().expiresAt()),
                next.polling(),
                next.day(),
                next.batches(),
                next.aggregates(),
                next.revoked()));

    assertDetected(Attack.OMISSION);
  }

  @Test
  void aGapInASignedListIsDetectedAsOmission() {
    assertDetected(Attack.OMISSION, "\"time_stamp_to\":\"2026-11-25T04:00:00Z\"", "03:00");
  }

  @Test
  void overlappingWindowsAreDetectedAsReordering() {
    assertDetected(Attack.REORDERING, "\"time_stamp_to\":\"2026-11-25T04:00:00Z\"", "05:00");
  }

  /** Even if it is the signer who does it. */
  private void assertDetected(Attack attack, String what, String time) {
    publish();
    String json = new String(backend.issue(clock.instant()).render(), UTF_8);
    assertThat(json).contains(what);
    backend.show(
        json.replace(what, what.replace("04:00", time)).getBytes(UTF_8),
        DocumentType.BATCH_LIST,
        backend.signer());

    assertDetected(attack);
  }

  @Test
  void aBatchThatVanishedWithoutBeingRevokedIsDetectedAsOmission() {
    publish();
    backend.issue(
        clock.instant(),
        listing -> {
          var batches = new ArrayList<>(listing.batches());
          ListedBatch gone = batches.get(2);
          batches.set(
              2,
              new ListedBatch(
                  gone.id(),
                  gone.sequence(),
                  gone.window(),
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  0,
                  Optional.empty(),
                  List.of()));
          return new BatchListing(
              listing.region(),
              listing.feed(),
              listing.head(),
              listing.polling(),
              listing.day(),
              batches,
              listing.aggregates(),
              listing.revoked());
        });

    assertDetected(Attack.OMISSION);
  }

  @Test
  void dataThatDifferFromTheirDigestAreDetected() {
    var batch = publish();
    backend.issue(clock.instant());
    String path = backend.path("/v1/" + batch.data().orElseThrow().uri());
    byte[] altered = origin.get(path);
    altered[altered.length - 1] ^= 1;
    origin.put(path, altered);

    assertDetected(Attack.ALTERED_DATA);
  }

  @Test
  void dataOfAnotherBatchAreDetected() {
    var other = publish();
    var batch = publish();
    backend.issue(clock.instant());
    // The older one is fetched first, and is another.
    origin.put(
        backend.path("/v1/" + other.data().orElseThrow().uri()),
        origin.get(backend.path("/v1/" + batch.data().orElseThrow().uri())));

    assertDetected(Attack.ALTERED_DATA);
  }

  @Test
  void dataThatAreListedAndNotGivenOutAreDetected() {
    var batch = publish();
    backend.issue(clock.instant());
    origin.remove(backend.path("/v1/" + batch.data().orElseThrow().uri()));

    assertDetected(Attack.WITHHELD_DATA);
  }

  @Test
  void aSignedTextThatIsNoListIsMalformed() {
    for (String text : new String[] {"nonsense", "[]", "{}", "{\"version\":2}"}) {
      backend.show(text.getBytes(UTF_8), DocumentType.BATCH_LIST, backend.signer());
      assertDetected(Attack.MALFORMED);
    }
  }

  @Test
  void whatIsNoSignedTextIsMalformed() {
    origin.put(listPath, "nonsense".getBytes(UTF_8));
    assertDetected(Attack.MALFORMED);
  }
}
