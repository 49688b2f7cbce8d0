package org.keyferry.systemtests.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.peer.PullFormat;

/** A backend at two hubs; its worker is killed, and the hubs go away and come back. */
@Tag("long")
class SeveralHubsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BATCHES = 20;

  private static ConnectedBackend be;
  private static Member de;
  private static Hub efgs;
  private static Hub interop;

  @BeforeAll
  static void start() {
    de = Member.of("DE");
    var members = List.of(Member.of("BE"), de);
    be = new ConnectedBackend("several-be", members.getFirst());
    efgs = new Hub("several-efgs", members);
    interop = new Hub("several-interop", members);
    be.worker().awaitReady();
    be.deal(
        efgs.asPeer(PullFormat.EFGS, be.member()), interop.asPeer(PullFormat.INTEROP, be.member()));
    be.worker().run("peers", be.source());
  }

  @AfterAll
  static void stop() {
    be.close();
    efgs.close();
    interop.close();
  }

  private static Map<String, String> sink(Hub hub, PullFormat format, String feed) {
    Map<String, String> properties = be.sink(hub, format, feed);
    // A killed worker's place in the group is free for the next one soon.
    properties.put("consumer.override.session.timeout.ms", "6000");
    return properties;
  }

  private static void uploadTo(Hub hub, PullFormat format, String feed) {
    be.worker().run(feed, sink(hub, format, feed));
  }

  @ParameterizedTest
  @EnumSource(
      value = PullFormat.class,
      names = {"EFGS", "INTEROP"})
  @Tag("N07")
  void workerKilledBetweenUploadAndCommitLosesNoKeyAndTheHubHasNoneTwice(PullFormat format) {
    String feed = "killed-" + format.word();
    Hub hub = format == PullFormat.EFGS ? efgs : interop;
    var sealed = new ArrayList<BatchKey>();
    for (int batch = 0; batch < BATCHES; batch++) {
      sealed.addAll(be.seal(feed, FreshKeys.batch(5)));
    }
    long before = hub.uploads(be.member());
    try (var uploaded = new Arrivals(hub.uploaded())) {
      assertThat(be.worker().put(feed, sink(hub, format, feed)).statusCode()).isEqualTo(201);
      // Connect commits what a sink has done once a minute.
      await().atMost(PATIENCE).until(() -> hub.uploads(be.member()) > before);
      be.worker().kill();
      be.worker().start();
      be.worker().awaitReady();

      uploaded.await(sealed);
      uploaded.await(be.seal(feed, FreshKeys.batch(1)));

      assertThat(uploaded.count(sealed)).isEqualTo(sealed.size());
      assertThat(hub.uploads(be.member(), "tag-taken") + hub.uploads(be.member(), "repeated"))
          .as("uploads that were done again")
          .isPositive();
    }
  }

  @Test
  @Tag("N05")
  void oneHubIsAwayAndTheOtherFlowsAndTheFirstCatchesUpWithNothingLostOrTwice() {
    uploadTo(efgs, PullFormat.EFGS, "to-efgs");
    uploadTo(interop, PullFormat.INTEROP, "to-interop");
    try (var toEfgs = new DirectUploads(de, efgs, PullFormat.EFGS);
        var toInterop = new DirectUploads(de, interop, PullFormat.INTEROP);
        var imported = new Arrivals(be.imported());
        var atEfgs = new Arrivals(efgs.uploaded());
        var atInterop = new Arrivals(interop.uploaded())) {
      var ofDe = new ArrayList<>(toEfgs.upload(FreshKeys.batch(2)));
      var forEfgs = new ArrayList<>(be.seal("to-efgs", FreshKeys.batch(2)));
      imported.await(ofDe);
      atEfgs.await(forEfgs);

      efgs.stop();
      forEfgs.addAll(be.seal("to-efgs", FreshKeys.batch(3)));
      var meanwhile = toInterop.upload(FreshKeys.batch(4));
      var forInterop = be.seal("to-interop", FreshKeys.batch(5));
      imported.await(meanwhile);
      atInterop.await(forInterop);
      assertThat(atEfgs.count(forEfgs)).isEqualTo(2);

      efgs.start();
      ofDe.addAll(toEfgs.upload(FreshKeys.batch(6)));
      imported.await(ofDe);
      atEfgs.await(forEfgs);

      ofDe.addAll(meanwhile);
      assertThat(imported.count(ofDe)).isEqualTo(12);
      assertThat(atEfgs.count(forEfgs)).isEqualTo(5);
      assertThat(atInterop.count(forInterop)).isEqualTo(5);
    }
  }

  @Test
  @Tag("N12")
  void importFromOneHubIsSwitchedOffAndOnByTheDocumentAndLosesNothing() {
    try (var toEfgs = new DirectUploads(de, efgs, PullFormat.EFGS);
        var toInterop = new DirectUploads(de, interop, PullFormat.INTEROP);
        var imported = new Arrivals(be.imported())) {
      var ofDe = new ArrayList<>(toEfgs.upload(FreshKeys.batch(2)));
      imported.await(ofDe);

      be.deal(interop.asPeer(PullFormat.INTEROP, be.member()));
      be.worker().awaitTaskPeers("peers", List.of("several-interop-interop"));
      var held = toEfgs.upload(FreshKeys.batch(3));
      var meanwhile = toInterop.upload(FreshKeys.batch(4));
      imported.await(meanwhile);
      assertThat(imported.count(held)).isZero();

      be.deal(
          efgs.asPeer(PullFormat.EFGS, be.member()),
          interop.asPeer(PullFormat.INTEROP, be.member()));
      imported.await(held);
      ofDe.addAll(held);
      ofDe.addAll(meanwhile);
      assertThat(imported.count(ofDe)).isEqualTo(9);
    }
  }

  @Test
  void workerThatAllowsNoOverridesRefusesASinkAndNamesThem() {
    var strict =
        Map.of(
            "connector.client.config.override.policy",
            "None",
            "group.id",
            "strict",
            "offset.storage.topic",
            "strict.offsets",
            "config.storage.topic",
            "strict.configs",
            "status.storage.topic",
            "strict.status");
    try (var worker =
        new ConnectProcess(be.directory().resolve("strict"), be.bootstrapServers(), strict)) {
      worker.awaitReady();

      var answer = worker.put("strict", be.sink(efgs, PullFormat.EFGS, "strict"));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("'None' policy", "isolation.level", "auto.offset.reset");
    }
  }
}
