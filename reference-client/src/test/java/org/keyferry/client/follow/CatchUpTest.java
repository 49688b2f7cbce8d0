package org.keyferry.client.follow;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestBackend;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;

/** Phones that were offline: a backend of hourly batches, kept for 14 days. */
class CatchUpTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration BUCKET = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(14);
  private static final int KEYS = 20;

  @TempDir private Path scratch;

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final TestClock clock = new TestClock(START);
  private final MemoryStates states = new MemoryStates();
  private final Received received = new Received();
  private final Random random = new Random(5);
  private final List<List<DiagnosisKey>> published = new ArrayList<>();
  private TestBackend backend;
  private ListFeed feed;

  @BeforeEach
  void aPhoneHasReadFourDays() throws Exception {
    backend = new TestBackend("NL", origin, scratch);
    feed = new ListFeed(backend.address(), transport, states, clock);
    pass(Duration.ofDays(4));
    feed.poll(received);
    received.files().clear();
    origin.forgetRequests();
  }

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  private void pass(Duration time) {
    for (long hour = 0; hour < time.toHours(); hour++) {
      Instant end = clock.instant().plus(BUCKET);
      var keys = Keys.some(KEYS, clock.instant(), random);
      published.add(keys);
      backend.publish(new BatchWindow(clock.instant(), end), keys);
      clock.set(end);
    }
    backend.expire(clock.instant().minus(KEPT));
    backend.aggregate("24h", Duration.ofDays(1));
    backend.aggregate("48h", Duration.ofDays(2));
    backend.aggregate("72h", Duration.ofDays(3));
    backend.aggregate("1w", Duration.ofDays(7));
    backend.aggregate("2w", KEPT);
    backend.issue(clock.instant());
  }

  @ParameterizedTest
  @Tag("V03")
  @CsvSource({"PT1H, 1", "P2D, 1", "P10D, 1", "P20D, 1"})
  void whoWasOfflineGetsEachRetainedKeyOnce(Duration offline, int files) throws Exception {
    published.clear();
    pass(offline);
    // What came and went meanwhile nobody has any more.
    int retained = (int) Math.min(published.size(), KEPT.toHours());
    var expected =
        published.subList(published.size() - retained, published.size()).stream()
            .flatMap(List::stream)
            .toList();

    feed.poll(received);

    assertThat(received.keys()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(origin.requests("/data/")).hasSize(files);
  }

  @Test
  @Tag("D43")
  void tenDaysCostOneFileOfTheRegion() throws Exception {
    pass(Duration.ofDays(10));

    feed.poll(received);

    assertThat(origin.requests()).hasSize(2);
    assertThat(origin.requests("/data/2w-")).hasSize(1);
  }

  @Test
  @Tag("D43")
  void whoPollsOftenFetchesSingleBatches() throws Exception {
    pass(Duration.ofHours(3));

    feed.poll(received);

    assertThat(origin.requests("/data/2")).hasSize(3);
    assertThat(origin.requests("h-")).isEmpty();
  }

  @Test
  void keysOfOverlappingFilesComeOnce() throws Exception {
    published.clear();
    pass(Duration.ofHours(60));

    feed.poll(received);

    // The file of three days has twelve hours that were read before.
    assertThat(origin.requests("/data/72h-")).hasSize(1);
    assertThat(received.keys())
        .containsExactlyInAnyOrderElementsOf(published.stream().flatMap(List::stream).toList());
  }

  @Test
  void whatIsNoLongerListedIsForgotten() throws Exception {
    pass(Duration.ofDays(20));
    feed.poll(received);

    var state = states.read(backend.region());
    assertThat(state.processed()).hasSize((int) KEPT.toHours());
    assertThat(state.seen().count()).isEqualTo(KEYS * KEPT.toHours());
  }
}
