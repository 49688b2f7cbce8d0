package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.keyferry.processor.ConnectedBackends.Refusal;

/**
 * Backends that are connected in any way tell each other their own keys and pass on those of
 * others, until nobody has anything new.
 */
class ConnectedBackendsPropertyTest {
  private static final int QUIET_ROUNDS = 4;
  private static final int LONG_QUIET = 10;

  private Random random = new Random(1);
  private final Set<List<Integer>> links = new HashSet<>();

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  @Tag("N04")
  void everyBackendEndsUpWithTheKeysOfAllThatItsListsLetReachItAndEachOnce(@ForAll long seed) {
    random = new Random(seed);
    int size = random.nextInt(2, 6);
    connect(size);
    var refusals = new HashSet<Refusal>();
    if (random.nextBoolean()) {
      refuse(size, refusals);
    }
    var backends = new ConnectedBackends(random, size, links, refusals);

    backends.exchangeUntilQuiet(QUIET_ROUNDS);

    backends.assertEachHasEveryKeyOnce();
  }

  @Example
  @Tag("N03")
  void ringOfThreeThatPassOnEverythingComesToRestWithEachKeyOnceEverywhere() {
    links.clear();
    link(0, 1);
    link(1, 2);
    link(2, 0);
    var ring = new ConnectedBackends(random, 3, links, Set.of());

    ring.exchangeUntilQuiet(LONG_QUIET);

    ring.assertEachHasEveryKeyOnce();
  }

  @Example
  @Tag("N06")
  @Tag("N10")
  void gatewayPassesKeysOnToTheOtherSideAndNoneBackToWhereItCameFrom() {
    links.clear();
    link(0, 1);
    link(1, 2);
    var chain = new ConnectedBackends(random, 3, links, Set.of());

    chain.exchangeUntilQuiet(LONG_QUIET);

    chain.assertEachHasEveryKeyOnce();
    assertThat(chain.told(1, 2)).containsAll(chain.get(0).consented());
    assertThat(chain.told(1, 0)).doesNotContainAnyElementsOf(chain.get(0).own());
    assertThat(chain.told(1, 2)).doesNotContainAnyElementsOf(chain.get(2).own());
  }

  /** An enterprise of few sites, each of which has all keys, so that an app listens to its own. */
  @Example
  @Tag("V26")
  void sitesThatReplicateHaveTheKeysOfAllSitesEach() {
    links.clear();
    link(0, 1);
    link(1, 2);
    link(2, 0);
    link(3, 0);
    link(3, 1);
    link(3, 2);
    var sites = new ConnectedBackends(random, 4, links, Set.of());

    sites.exchangeUntilQuiet(QUIET_ROUNDS);

    sites.assertEachHasEveryKeyOnce();
  }

  /** One whose sites tell each other nothing, so that an app listens to each where it was. */
  @Example
  @Tag("V26")
  void sitesThatDoNotReplicateAreListenedToByAppsThatRoam() {
    links.clear();
    var sites = new ConnectedBackends(random, 3, links, Set.of());

    sites.exchangeUntilQuiet(QUIET_ROUNDS);

    var listenedTo = new ArrayList<ByteString>();
    var submitted = new ArrayList<ByteString>();
    for (int site = 0; site < 3; site++) {
      assertThat(sites.get(site).shown())
          .containsExactlyInAnyOrderElementsOf(sites.get(site).own());
      listenedTo.addAll(sites.get(site).shown());
      submitted.addAll(sites.get(site).own());
    }
    assertThat(listenedTo).containsExactlyInAnyOrderElementsOf(submitted).hasSizeGreaterThan(3);
  }

  /** A random tree, and some links more. */
  private void connect(int size) {
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

  private void refuse(int size, Set<Refusal> refusals) {
    for (List<Integer> link : links) {
      for (int origin = 0; origin < size; origin++) {
        if (random.nextInt(4) == 0) {
          refusals.add(new Refusal(link.getFirst(), link.getLast(), origin));
        }
      }
    }
  }
}
