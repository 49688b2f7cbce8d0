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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.processor.ConnectedBackend.Told;
import org.keyferry.wire.feed.RemoteSource;

/**
 * Backends that are connected at random, each the whole topology, tell each other their own keys
 * and pass on those of others, late, twice, and in any order, until nobody has anything new.
 */
class ConnectedBackendsPropertyTest {
  private static final int MOST_ROUNDS = 80;
  private static final int QUIET_ROUNDS = 4;

  /** Keys on their way from one backend to another. */
  private record Delivery(int to, int round, List<FederatedKey> keys) {}

  /** The backend takes no keys of that origin from that peer. */
  private record Refusal(int backend, int peer, int origin) {}

  private Random random;
  private int size;
  private final Set<List<Integer>> links = new HashSet<>();
  private final Set<Refusal> refusals = new HashSet<>();
  private final List<ConnectedBackend> backends = new ArrayList<>();

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  @Tag("N04")
  void everyBackendEndsUpWithTheKeysOfAllThatItsListsLetReachItAndEachOnce(@ForAll long seed) {
    random = new Random(seed);
    connect();
    refusals.clear();
    if (random.nextBoolean()) {
      refuse();
    }
    begin();

    exchangeUntilQuiet();

    for (int backend = 0; backend < size; backend++) {
      var here = backends.get(backend);
      assertThat(here.shown()).as("backend %d: each key once", backend).doesNotHaveDuplicates();
      assertThat(here.shown())
          .as("backend %d of %d, links %s, refusals %s", backend, size, links, refusals)
          .containsExactlyInAnyOrderElementsOf(expected(backend));
      assertThat(here.reasons()).allMatch(reason -> reason.startsWith("own-key-returned"));
    }
  }

  /** A random tree, and some links more. */
  private void connect() {
    size = random.nextInt(2, 6);
    links.clear();
    for (int backend = 1; backend < size; backend++) {
      link(backend, random.nextInt(backend));
    }
    for (int more = random.nextInt(size); more > 0; more--) {
      link(random.nextInt(size), random.nextInt(size));
    }
  }

  private void link(int one, int other) {
    if (one != other) {
      links.add(List.of(one, other));
      links.add(List.of(other, one));
    }
  }

  private void refuse() {
    for (List<Integer> link : links) {
      for (int origin = 0; origin < size; origin++) {
        if (random.nextInt(4) == 0) {
          refusals.add(new Refusal(link.getFirst(), link.getLast(), origin));
        }
      }
    }
  }

  private void begin() {
    backends.clear();
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

  private void exchangeUntilQuiet() {
    var underway = new ArrayDeque<Delivery>();
    int quiet = 0;
    for (int round = 1; quiet < QUIET_ROUNDS || !underway.isEmpty(); round++) {
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
          underway.add(new Delivery(to, round + random.nextInt(4), keys));
        }
      }
    }
    return told.isEmpty();
  }

  private void deliver(int round, ArrayDeque<Delivery> underway) {
    var due = underway.stream().filter(delivery -> delivery.round() <= round).toList();
    underway.removeAll(due);
    due.forEach(delivery -> backends.get(delivery.to()).federate(delivery.keys()));
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
