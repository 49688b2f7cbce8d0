package org.keyferry.systemtests.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.wire.peer.PullFormat;

/** Two backends by a hub of ours, whose connectors run in stock workers. */
class HubExchangeTest {
  private static Hub hub;
  private static ConnectedBackend be;
  private static ConnectedBackend de;

  @BeforeAll
  static void start() {
    var members = List.of(Member.of("BE"), Member.of("DE"));
    be = new ConnectedBackend("exchange-be", members.get(0));
    de = new ConnectedBackend("exchange-de", members.get(1));
    hub = new Hub("exchange-hub", members);
    ConnectedBackend.awaitReady(be, de);
    for (ConnectedBackend each : List.of(be, de)) {
      each.deal(
          hub.asPeer(PullFormat.EFGS, each.member()),
          hub.asPeer(PullFormat.INTEROP, each.member()));
      each.worker().run("peers", each.source());
    }
  }

  @AfterAll
  static void stop() {
    Stream.of(be, de, hub).forEach(HubExchangeTest::close);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PullFormat.class,
      names = {"EFGS", "INTEROP"})
  @Tag("N07")
  @Tag("N08")
  void keyOfEitherBackendComesToTheOtherOnceWithItsOriginAndNeverBack(PullFormat format) {
    String feed = "to-" + format.word();
    var earlier = be.seal(feed, FreshKeys.batch(3));
    for (ConnectedBackend each : List.of(be, de)) {
      each.worker().run(feed, each.sink(hub, format, feed));
    }
    try (var atBe = new Arrivals(be.imported());
        var atDe = new Arrivals(de.imported())) {
      var ofDe = de.seal(feed, FreshKeys.batch(4));
      var ofBe = be.seal(feed, FreshKeys.batch(5));
      atDe.await(earlier);
      atDe.await(ofBe);
      atBe.await(ofDe);

      assertThat(atDe.count(earlier) + atDe.count(ofBe)).isEqualTo(8);
      assertThat(atBe.count(ofDe)).isEqualTo(4);
      assertThat(atBe.count(earlier) + atBe.count(ofBe) + atDe.count(ofDe)).isZero();
      assertThat(atDe.all()).allSatisfy(key -> assertThat(key.getOrigin()).isEqualTo("BE"));
      assertThat(atBe.all()).allSatisfy(key -> assertThat(key.getOrigin()).isEqualTo("DE"));
    }
  }
}
