package org.keyferry.systemtests.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.peer.PullFormat;

/**
 * A backend between two hubs: it imports from the one in the west, exports its own keys to the one
 * in the east, and passes on as a gateway what came from the west. Each of the three is a connector
 * that is switched off and on while keys come all the time.
 */
@Tag("long")
class InstancesTest {
  private static final String IMPORT = "import-west";
  private static final String EXPORT = "to-east";
  private static final String GATEWAY = "west-to-east";

  /** One switch from each line to the next, and from the last to all on. */
  private static final List<Switches> ALL =
      List.of(
          new Switches(true, true, true),
          new Switches(true, true, false),
          new Switches(true, false, false),
          new Switches(true, false, true),
          new Switches(false, false, true),
          new Switches(false, false, false),
          new Switches(false, true, false),
          new Switches(false, true, true));

  /** Which of the three are on. */
  private record Switches(boolean importing, boolean exporting, boolean passingOn) {
    Map<String, Boolean> byConnector() {
      return Map.of(IMPORT, importing, EXPORT, exporting, GATEWAY, passingOn);
    }
  }

  private final Member de = Member.of("DE");
  private final Member fr = Member.of("FR");
  private final List<BatchKey> ours = new CopyOnWriteArrayList<>();
  private final List<BatchKey> theirs = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService trickle = Executors.newScheduledThreadPool(2);
  private ConnectedBackend be;
  private Hub west;
  private Hub east;
  private DirectUploads uploads;
  private RunningProcessor processor;

  @BeforeEach
  void start() {
    var member = Member.of("BE");
    be = new ConnectedBackend("instances-be", member);
    west = new Hub("instances-west", List.of(member, de));
    east = new Hub("instances-east", List.of(member, fr));
    uploads = new DirectUploads(de, west, PullFormat.EFGS);
    var peer = west.asPeer(PullFormat.EFGS, member);
    processor = RunningProcessor.start(be, EXPORT, GATEWAY, peer.id());
    be.deal(peer);
    be.worker().awaitReady();
    be.worker().run(IMPORT, be.source());
    be.worker().run(EXPORT, be.sink(east, PullFormat.EFGS, EXPORT));
    be.worker().run(GATEWAY, be.sink(east, PullFormat.EFGS, GATEWAY));
  }

  @AfterEach
  void stop() {
    trickle.shutdownNow();
    Stream.of(processor, uploads, be, west, east)
        .filter(Objects::nonNull)
        .forEach(InstancesTest::close);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("N12")
  void allEightCombinationsAreSwitchedUnderLoadAndThePeerHasEachKeyOnce() throws Exception {
    var load =
        List.of(
            trickle.scheduleAtFixedRate(() -> submit(1), 0, 300, TimeUnit.MILLISECONDS),
            trickle.scheduleAtFixedRate(() -> upload(1), 0, 700, TimeUnit.MILLISECONDS));
    try (var sealed = new SealedKeys(be.bootstrapServers());
        var imported = new Arrivals(be.imported());
        var atEast = new Arrivals(east.uploaded())) {
      Switches now = ALL.getFirst();
      for (Switches next : ALL) {
        change(now, next);
        now = next;
        requireOnlyWhatIsOn(now, sealed, imported, atEast);
      }
      change(now, ALL.getFirst());
      trickle.shutdown();
      assertThat(trickle.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertThat(load).extracting(Future::state).containsOnly(Future.State.CANCELLED);

      List<BatchKey> all = new ArrayList<>(ours);
      all.addAll(theirs);
      atEast.await(all);
      atEast.requireExactly(all);
      imported.requireExactly(theirs);
      assertThat(east.uploads(be.member())).isEqualTo(east.uploads(be.member(), "stored"));
    }
  }

  private List<BatchKey> submit(int count) {
    List<BatchKey> keys = FreshKeys.batch(count);
    ours.addAll(keys);
    keys.forEach(be::submit);
    return keys;
  }

  private List<BatchKey> upload(int count) {
    List<BatchKey> keys = FreshKeys.batch(count);
    theirs.addAll(keys);
    return uploads.upload(keys);
  }

  private void change(Switches before, Switches after) {
    after
        .byConnector()
        .forEach((connector, on) -> {
          if (!on.equals(before.byConnector().get(connector))) {
            if (on) {
              be.worker().resume(connector);
            } else {
              be.worker().stop(connector);
            }
          }
        });
  }

  private void requireOnlyWhatIsOn(
      Switches now, SealedKeys sealed, Arrivals imported, Arrivals atEast) {
    List<BatchKey> local = submit(2);
    List<BatchKey> remote = upload(2);
    sealed.await(local);
    if (now.importing()) {
      imported.await(remote);
      sealed.await(remote);
    }
    if (now.exporting()) {
      atEast.await(local);
    }
    boolean passedOn = now.importing() && now.passingOn();
    if (passedOn) {
      atEast.await(remote);
    }
    // Whatever is on has gone on to the next bucket by then.
    sealed.await(submit(1));
    assertThat(imported.count(remote)).isEqualTo(now.importing() ? 2 : 0);
    assertThat(atEast.count(local)).isEqualTo(now.exporting() ? 2 : 0);
    assertThat(atEast.count(remote)).isEqualTo(passedOn ? 2 : 0);
  }
}
