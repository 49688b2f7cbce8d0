package org.keyferry.client.region;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.PollResult;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.state.StateFile;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestBackend;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/** A person lives in one region and visits another; their phone alone knows. */
class RegionsTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Region NL = new Region("NL");
  private static final Region QX = new Region("QX");

  @TempDir private Path directory;
  @TempDir private Path scratch;

  private final TestOrigin origin = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final TestClock clock = new TestClock(START);
  private final Received received = new Received();
  private final Random random = new Random(10);
  private final Map<Region, TestBackend> backends = new HashMap<>();
  private StateFile states;
  private ReferenceClient client;

  @BeforeEach
  void begin() throws Exception {
    backends.put(NL, new TestBackend("NL", origin, scratch));
    backends.put(QX, new TestBackend("QX", origin, scratch));
    states = StateFile.open(directory.resolve("state.json"));
    client = new ReferenceClient(transport, states, clock, random);
  }

  @AfterEach
  void end() {
    transport.close();
    origin.close();
  }

  private void pass(int days) {
    for (int day = 0; day < days; day++) {
      Instant end = clock.instant().plus(DAY);
      backends
          .values()
          .forEach(backend ->
              backend.publish(
                  new BatchWindow(clock.instant(), end), Keys.some(3, clock.instant(), random)));
      clock.set(end);
    }
    backends
        .values()
        .forEach(backend -> {
          backend.expire(clock.instant().minus(Duration.ofDays(14)));
          backend.issue(clock.instant());
        });
  }

  private Map<Region, PollResult> poll(FollowedRegions regions) throws Exception {
    return client.poll(
        regions,
        region -> Optional.ofNullable(backends.get(region)).map(TestBackend::address),
        received);
  }

  private static FollowedRegions only(Visit... visits) {
    return new FollowedRegions(Set.of(NL), List.of(visits));
  }

  private long keysOf(Region region) {
    return received.files().stream()
        .filter(file -> file.region().equals(region))
        .mapToLong(file -> file.keys().size())
        .sum();
  }

  @Test
  @Tag("V24")
  void aRegionThatIsToldTenDaysLateStillYieldsAllFourteenDays() throws Exception {
    pass(14);
    poll(only());
    Instant tenDaysAgo = clock.instant().minus(Duration.ofDays(10));

    poll(only(new Visit(QX, tenDaysAgo, tenDaysAgo.plus(DAY))));

    assertThat(keysOf(QX)).isEqualTo(14 * 3);
  }

  @Test
  @Tag("V24")
  void aVisitedRegionIsFollowedForFourteenDaysAfterTheVisit() throws Exception {
    pass(1);
    var visit = new Visit(QX, START, clock.instant());
    for (int day = 0; day < 20; day++) {
      poll(only(visit));
      pass(1);
    }
    assertThat(keysOf(QX)).isEqualTo(14 * 3);
    assertThat(keysOf(NL)).isEqualTo(20 * 3);
  }

  @Test
  @Tag("V25")
  void theAppItselfListensToEachRegionAndTheHomeBackendHearsOfNone() throws Exception {
    pass(2);
    poll(only(new Visit(QX, START, Instant.MAX)));

    assertThat(keysOf(QX)).isEqualTo(2 * 3);
    assertThat(origin.requests("/NL/"))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.toString()).doesNotContain("QX"));
  }

  @Test
  @Tag("N19")
  void requestsAreTheSameWhoeverAsks() throws Exception {
    pass(3);
    poll(only(new Visit(QX, START, Instant.MAX)));
    var shapes = new HashSet<String>();
    origin
        .requests()
        .forEach(request -> {
          assertThat(request.path()).doesNotContain("?");
          var headers = new HashMap<>(request.headers());
          headers.remove("Host");
          assertThat(headers.keySet())
              .isSubsetOf(
                  "Accept",
                  "Accept-encoding",
                  "User-agent",
                  "Connection",
                  "Http2-settings",
                  "Upgrade");
          shapes.add(request.path().contains("/data/") + " " + headers);
        });
    // One for documents and one for data, of both regions.
    assertThat(shapes).hasSize(2);
  }

  @Test
  void theOrderOfRegionsTellsNothing() throws Exception {
    pass(1);
    var orders = new HashSet<List<String>>();
    for (int i = 0; i < 40; i++) {
      origin.forgetRequests();
      poll(only(new Visit(QX, START, Instant.MAX)));
      orders.add(
          origin.requests(".jws").stream().map(each -> each.path().substring(1, 3)).toList());
    }
    assertThat(orders).containsExactlyInAnyOrder(List.of("NL", "QX"), List.of("QX", "NL"));
  }

  @Test
  void fourteenDaysAfterAVisitNothingOnDiskTellsOfIt() throws Exception {
    pass(1);
    var visit = new Visit(QX, START, clock.instant());
    poll(only(visit));
    assertThat(onDisk()).contains("QX");
    clock.advance(Duration.ofDays(14));

    poll(only(visit));

    assertThat(onDisk()).contains("NL").doesNotContain("QX");
    // Nor do digests of its keys, which everybody could compute.
    assertThat(StateFile.open(directory.resolve("state.json")).regions()).containsExactly(NL);
  }

  private String onDisk() throws Exception {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file.getFileName()).append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void aPhoneThatIsStartedAgainGoesOn() throws Exception {
    pass(2);
    poll(only());
    var anew =
        new ReferenceClient(
            transport, StateFile.open(directory.resolve("state.json")), clock, random);
    pass(1);

    anew.poll(only(), region -> Optional.of(backends.get(region).address()), received);

    assertThat(keysOf(NL)).isEqualTo(9);
  }

  @Test
  void whatIsWrongWithOneRegionKeepsNothingFromTheOthers() throws Exception {
    pass(1);
    origin.put("/QX" + TestBackend.LIST, "nonsense".getBytes(US_ASCII));

    var results = poll(only(new Visit(QX, START, Instant.MAX)));

    assertThat(results.get(QX)).isInstanceOf(PollResult.Refused.class);
    assertThat(results.get(NL)).isInstanceOf(PollResult.Polled.class);
  }
}
