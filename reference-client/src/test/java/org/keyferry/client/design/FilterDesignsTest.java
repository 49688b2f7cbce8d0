package org.keyferry.client.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.follow.ListFeed;
import org.keyferry.client.follow.ListFeed.Fetching;
import org.keyferry.client.follow.Receiver;
import org.keyferry.client.gaen.Beacon;
import org.keyferry.client.gaen.DayKey;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.client.region.FollowedRegions;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestBackend;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.client.testing.TestOrigin.Seen;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Interval;

/** Filters, and filters with lists, from an origin to a match. */
class FilterDesignsTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] METADATA = {0x40, 8, 0, 0};

  @TempDir private Path scratch;

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final TestClock clock = new TestClock(START);
  private final Random random = new Random(9);
  private final List<DiagnosisKey> published = new ArrayList<>();
  private TestBackend backend;

  @BeforeEach
  void begin() {
    backend = new TestBackend("NL", origin, scratch).withFilters();
  }

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  private void publishDay() {
    Instant end = clock.instant().plus(DAY);
    var keys = Keys.some(20, clock.instant(), random);
    published.addAll(keys);
    backend.publish(new BatchWindow(clock.instant(), end), keys);
    clock.set(end);
    backend.issue(end);
  }

  private static HeardBeacons heard(DiagnosisKey diagnosis, int late) {
    var heard = new HeardBeacons();
    var key = new DayKey(diagnosis.key(), diagnosis.start(), diagnosis.period());
    var interval = new Interval(diagnosis.start().number() + 60);
    var identifier = key.identifier(interval);
    int metadata = ByteBuffer.wrap(key.applyMetadataCipher(identifier, METADATA)).getInt();
    heard.hear(new Beacon(identifier, metadata), new Interval(interval.number() + late));
    return heard;
  }

  private ListFeed feed(Fetching fetching) {
    return new ListFeed(backend.address(), fetching, transport, new MemoryStates(), clock);
  }

  @Test
  @Tag("D17")
  void aFilterTellsOfABeaconThatWasHeard() throws Exception {
    publishDay();
    var matcher = new FilterMatcher(HeardItems.of(heard(published.get(7), 0)));

    feed(Fetching.FILTERS).poll(matcher);

    assertThat(matcher.matches().count()).isEqualTo(1);
    assertThat(origin.requests("/data/")).isEmpty();
  }

  @Test
  void aReplayAfterTwoHoursIsNoHit() throws Exception {
    publishDay();
    var inTime = new FilterMatcher(HeardItems.of(heard(published.get(7), 12)));
    var late = new FilterMatcher(HeardItems.of(heard(published.get(7), 13)));

    feed(Fetching.FILTERS).poll(inTime);
    feed(Fetching.FILTERS).poll(late);

    assertThat(inTime.matches().count()).isEqualTo(1);
    assertThat(late.matches().count()).isZero();
  }

  @Test
  @Tag("D17")
  void aFilterIsNotWrongMoreOftenThanItsFingerprintsSay() throws Exception {
    publishDay();
    var filters = new Received();
    feed(Fetching.FILTERS).poll(filters);
    var filter = filters.filters().getFirst();
    byte[] item = new byte[32];
    long wrong = 0;
    for (int i = 0; i < 2_000_000; i++) {
      random.nextBytes(item);
      wrong += filter.mightContain(item) ? 1 : 0;
    }
    // 2^-32 each: less than one in a thousand runs of this test sees one, none sees two.
    assertThat(wrong).isLessThan(2);
  }

  @Test
  void afterAFilterThatDoesNotHitKeysNeedNoWork() throws Exception {
    publishDay();
    publishDay();
    var matcher = new FilterAndListMatcher(heard(published.get(30), 0));

    feed(Fetching.FILTERS_AND_DATA).poll(matcher);

    assertThat(matcher.matches().count()).isEqualTo(1);
    assertThat(matcher.skipped()).isEqualTo(1);
  }

  @Test
  void anAppFetchesOfItsRegionsWhatItsDesignNeeds() throws Exception {
    publishDay();
    var matcher = new FilterAndListMatcher(heard(published.get(7), 0));
    var client =
        new ReferenceClient(
            transport, new MemoryStates(), clock, random, Fetching.FILTERS_AND_DATA);

    client.poll(
        new FollowedRegions(Set.of(backend.region()), List.of()),
        region -> Optional.of(backend.address()),
        matcher);

    assertThat(origin.requests("/filter/")).hasSize(1);
    assertThat(origin.requests("/data/")).hasSize(1);
    assertThat(matcher.matches().count()).isEqualTo(1);
  }

  @Test
  @Tag("D18")
  void trafficOfAPhoneWithAHitAndOneWithoutIsTheSame() throws Exception {
    var hit = new ArrayList<Seen>();
    var none = new ArrayList<Seen>();
    publishDay();
    var withHit = new FilterAndListMatcher(heard(published.get(3), 0));
    var without = new FilterAndListMatcher(new HeardBeacons());
    var feedOfHit = feed(Fetching.FILTERS_AND_DATA);
    var feedOfNone = feed(Fetching.FILTERS_AND_DATA);
    for (int day = 0; day < 5; day++) {
      hit.addAll(trace(feedOfHit, withHit));
      none.addAll(trace(feedOfNone, without));
      publishDay();
    }

    assertThat(withHit.matches().count()).isEqualTo(1);
    assertThat(without.matches().count()).isZero();
    // Addresses, headers, order and bytes.
    assertThat(hit).hasSize(15).isEqualTo(none);
  }

  private List<Seen> trace(ListFeed feed, Receiver matcher) throws Exception {
    origin.forgetRequests();
    feed.poll(matcher);
    return origin.requests();
  }
}
