package org.keyferry.client.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestBackend;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;

/** What a phone gets of a region, and what it asks for. */
class ListFeedTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration BUCKET = Duration.ofHours(2);

  @TempDir private Path scratch;

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final TestClock clock = new TestClock(START);
  private final MemoryStates states = new MemoryStates();
  private final Received received = new Received();
  private final Random random = new Random(1);
  private TestBackend backend;
  private ListFeed feed;

  @BeforeEach
  void begin() {
    backend = new TestBackend("NL", origin, scratch);
    feed = new ListFeed(backend.address(), transport, states, clock);
  }

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  private List<DiagnosisKey> publish(int keys) {
    Instant end = clock.instant().plus(BUCKET);
    var published = Keys.some(keys, clock.instant(), random);
    backend.publish(new BatchWindow(clock.instant(), end), published);
    clock.set(end);
    return published;
  }

  @Test
  @Tag("D44")
  void aListThatHasNotChangedIsNotFetchedAgain() throws Exception {
    publish(3);
    backend.issue(clock.instant());
    feed.poll(received);
    origin.forgetRequests();

    assertThat(feed.poll(received).hasChanged()).isFalse();

    assertThat(origin.requests()).hasSize(1);
    assertThat(origin.requests().getFirst().status()).isEqualTo(304);
  }

  @Test
  @Tag("D44")
  void aPollThatEndsInTheMiddleIsFinishedByTheNext() throws Exception {
    var first = publish(3);
    var second = publish(4);
    backend.issue(clock.instant());

    assertThatThrownBy(() ->
            feed.poll(file -> {
              if (!received.files().isEmpty()) {
                throw new IOException("the app is stopped");
              }
              received.received(file);
            }))
        .hasMessage("the app is stopped");
    assertThat(received.keys()).isEqualTo(first);
    origin.forgetRequests();
    feed.poll(received);

    // The list's tag is not remembered before all of it is processed.
    assertThat(origin.requests().getFirst().status()).isEqualTo(200);
    assertThat(origin.requests("data")).hasSize(1);
    assertThat(received.keys()).containsExactlyElementsOf(join(first, second));
  }

  @Test
  void keysOfAnEarlierBatchAreNotGivenAgainButCounted() throws Exception {
    var first = publish(3);
    var second = publishAgain(first, 2);
    backend.issue(clock.instant());
    var single =
        new ListFeed(
            backend.address(), ListFeed.Fetching.FILTERS_AND_DATA, transport, states, clock);

    single.poll(received);

    assertThat(received.keys()).containsExactlyInAnyOrderElementsOf(join(first, second));
    assertThat(received.files()).extracting(ReceivedFile::repeated).containsExactly(0, 3);
  }

  /** A batch that has other keys besides. */
  private List<DiagnosisKey> publishAgain(List<DiagnosisKey> keys, int others) {
    Instant end = clock.instant().plus(BUCKET);
    var more = Keys.some(others, clock.instant(), random);
    backend.publish(new BatchWindow(clock.instant(), end), join(keys, more));
    clock.set(end);
    return more;
  }

  @Test
  void ofABatchThatWasCorrectedOnlyTheCorrectionCounts() throws Exception {
    var wrong = publish(3);
    var right = publish(2);
    var old = backend.issue(clock.instant()).batches().getLast();
    feed.poll(received);
    assertThat(received.keys()).containsExactlyElementsOf(join(wrong, right));

    backend.correct(old, wrong.subList(0, 1), clock.instant());
    backend.issue(clock.instant());
    feed.poll(received);

    assertThat(received.keys()).containsExactlyElementsOf(join(wrong.subList(0, 1), right));
  }

  @Test
  void anAggregateFromBeforeACorrectionIsNotUsed() throws Exception {
    for (int i = 0; i < 24; i++) {
      publish(2);
    }
    backend.aggregate("1w", Duration.ofDays(7));
    var listing = backend.issue(clock.instant());
    backend.correct(listing.batches().get(3), List.of(), clock.instant());
    backend.issue(clock.instant());

    feed.poll(received);

    assertThat(received.keys()).hasSize(46);
    assertThat(origin.requests("1w")).isEmpty();
  }

  @Test
  void emptyWindowsCostNothing() throws Exception {
    publish(0);
    publish(0);
    backend.issue(clock.instant());

    assertThat(feed.poll(received).files()).isZero();
    assertThat(origin.requests("data")).isEmpty();
  }

  private static List<DiagnosisKey> join(List<DiagnosisKey> one, List<DiagnosisKey> other) {
    var both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }
}
