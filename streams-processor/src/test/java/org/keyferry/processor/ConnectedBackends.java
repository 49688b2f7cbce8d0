package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.processor.ConnectedBackend.Told;
import org.keyferry.wire.feed.RemoteSource;

/**
 * Backends, each the whole topology, that tell their neighbours their own keys and pass on those of
 * others, late, twice, and in any order.
 */
final class ConnectedBackends {
  private static final int MOST_ROUNDS = 80;

  /** Keys on their way from one backend to another. */
  private record Delivery(int from, int to, int round, List<FederatedKey> keys) {}

  /** The backend takes no keys of that origin from that peer. */
  record Refusal(int backend, int peer, int origin) {}

  private final Random random;
  private final int size;
  private final Set<List<Integer>> links;
  private final Set<Refusal> refusals;
  private final List<ConnectedBackend> backends = new ArrayList<>();
  private final List<Delivery> delivered = new ArrayList<>();

  /**
   * @param links pairs of which the first tells the second
   * @param refusals what backends don't take
   */
  ConnectedBackends(Random random, int size, Set<List<Integer>> links, Set<Refusal> refusals) {
    this.random = random;
    this.size = size;
    this.links = links;
    this.refusals = refusals;
    var all = Stream.iterate(0, i -> i + 1).limit(size).map(ConnectedBackend::region).toList();
    for (int backend = 0; backend < size; backend++) {
      int here = backend;
      var neighbours =
          links.stream()
              .filter(link -> link.getFirst() == here)
              .map(link -> ConnectedBackend.region(link.getLast()))
              .toList();
      var refused =
          refusals.stream()
              .filter(refusal -> refusal.backend() == here)
              .map(refusal ->
                  new RemoteSource(
                      ConnectedBackend.region(refusal.peer()).code(),
                      ConnectedBackend.region(refusal.origin()).code()))
              .toList();
      var made = new ConnectedBackend(ConnectedBackend.region(backend), all, neighbours, refused);
      made.submit(10L * backend + 1, random.nextInt(1, 5));
      backends.add(made);
    }
  }

  /** Lets them exchange until for so many rounds no key is in any batch that is told to another. */
  void exchangeUntilQuiet(int quietRounds) {
    var underway = new ArrayDeque<Delivery>();
    int quiet = 0;
    for (int round = 1; quiet < quietRounds || !underway.isEmpty(); round++) {
      assertThat(round).as("rounds: a key may go in circles").isLessThan(MOST_ROUNDS);
      boolean silent = true;
      for (ConnectedBackend backend : backends) {
        backend.runUntil(START.plusSeconds(10L * round + 3));
      }
      for (int from = 0; from < size; from++) {
        silent &= collect(from, round, underway);
      }
      quiet = silent ? quiet + 1 : 0;
      deliver(round, underway);
    }
  }

  /** Sends what the backend tells anew to whom it is for; whether it is nothing. */
  private boolean collect(int from, int round, ArrayDeque<Delivery> underway) {
    List<Told> told = backends.get(from).toldSinceLast();
    for (List<Integer> link : links) {
      if (link.getFirst() == from) {
        int to = link.getLast();
        var keys =
            told.stream()
                .filter(each -> each.isFor(ConnectedBackend.region(to)))
                .map(Told::key)
                .toList();
        for (int times = random.nextInt(1, 3); times > 0 && !keys.isEmpty(); times--) {
          underway.add(new Delivery(from, to, round + random.nextInt(4), keys));
        }
      }
    }
    return told.isEmpty();
  }

  private void deliver(int round, ArrayDeque<Delivery> underway) {
    var due = underway.stream().filter(delivery -> delivery.round() <= round).toList();
    underway.removeAll(due);
    due.forEach(delivery -> backends.get(delivery.to()).federate(delivery.keys()));
    delivered.addAll(due);
  }

  /** The backend with that number. */
  ConnectedBackend get(int backend) {
    return backends.get(backend);
  }

  /** Every key that one backend told another, by its bytes. */
  List<ByteString> told(int from, int to) {
    return delivered.stream()
        .filter(delivery -> delivery.from() == from && delivery.to() == to)
        .flatMap(delivery -> delivery.keys().stream())
        .map(key -> key.getTemporaryExposureKey().getKeyData())
        .toList();
  }

  /** Each has each key that the lists and links let reach it, once. */
  void assertEachHasEveryKeyOnce() {
    for (int backend = 0; backend < size; backend++) {
      var here = backends.get(backend);
      assertThat(here.shown()).as("backend %d: each key once", backend).doesNotHaveDuplicates();
      assertThat(here.shown())
          .as("backend %d of %d, links %s, refusals %s", backend, size, links, refusals)
          .containsExactlyInAnyOrderElementsOf(expected(backend));
      assertThat(here.reasons()).allMatch(reason -> reason.startsWith("own-key-returned"));
    }
  }

  /** By the lists and links alone. */
  private Set<ByteString> expected(int backend) {
    var keys = new HashSet<>(backends.get(backend).own());
    for (int origin = 0; origin < size; origin++) {
      if (origin != backend && reached(origin).contains(backend)) {
        keys.addAll(backends.get(origin).consented());
      }
    }
    return keys;
  }

  private Set<Integer> reached(int origin) {
    var reached = new HashSet<>(Set.of(origin));
    var next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      int from = next.poll();
      for (List<Integer> link : links) {
        int to = link.getLast();
        if (link.getFirst() == from
            && !refusals.contains(new Refusal(to, from, origin))
            && reached.add(to)) {
          next.add(to);
        }
      }
    }
    return reached;
  }
}
