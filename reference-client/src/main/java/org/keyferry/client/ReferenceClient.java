package org.keyferry.client;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.ExportFeed;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.follow.ListFeed;
import org.keyferry.client.follow.ListFeed.Fetching;
import org.keyferry.client.follow.Receiver;
import org.keyferry.client.follow.RegionFeed;
import org.keyferry.client.region.FollowedRegions;
import org.keyferry.client.state.StateStore;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.key.Region;

/**
 * What an app does, apart from its screen: it follows the regions of one person, and forgets those
 * that matter no longer. For one thread.
 *
 * <pre>
 * var client = new ReferenceClient(transport, states, clock, random);
 * var results = client.poll(regions, discovery::find, new KeyMatcher(heard));
 * </pre>
 */
public final class ReferenceClient {
  private final Transport transport;
  private final StateStore states;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Fetching fetching;

  /** What a phone that matches keys does. */
  public ReferenceClient(
      Transport transport, StateStore states, InstantSource clock, RandomGenerator random) {
    this(transport, states, clock, random, Fetching.DATA);
  }

  /**
   * @param transport the way out of the phone
   * @param states what it remembers
   * @param clock what time it is
   * @param random shuffles the order of regions
   * @param fetching what its design needs of regions that have a signed list
   */
  public ReferenceClient(
      Transport transport,
      StateStore states,
      InstantSource clock,
      RandomGenerator random,
      Fetching fetching) {
    this.transport = transport;
    this.states = states;
    this.clock = clock;
    this.random = random;
    this.fetching = fetching;
  }

  /**
   * Asks each region once, in an order that tells nothing. What goes wrong with one region keeps
   * nothing from the others.
   *
   * @param regions of the person
   * @param directory where a region is; empty if nobody knows
   * @param receiver matches
   * @return what came of each region
   * @throws IOException if what has to be forgotten can't be
   */
  public Map<Region, PollResult> poll(
      FollowedRegions regions, Function<Region, Optional<FeedAddress>> directory, Receiver receiver)
      throws IOException, InterruptedException {
    Instant now = clock.instant();
    Set<Region> followed = regions.at(now);
    forgetAllBut(followed);
    List<Region> shuffled = new ArrayList<>(followed);
    Collections.shuffle(shuffled, random);
    var results = new LinkedHashMap<Region, PollResult>();
    for (Region region : shuffled) {
      results.put(region, poll(directory.apply(region), receiver));
    }
    return results;
  }

  private PollResult poll(Optional<FeedAddress> address, Receiver receiver)
      throws InterruptedException {
    if (address.isEmpty()) {
      return new PollResult.UnknownRegion();
    }
    try {
      return new PollResult.Polled(feed(address.get()).poll(receiver));
    } catch (AttackDetected e) {
      return new PollResult.Refused(e);
    } catch (IOException e) {
      return new PollResult.Failed(e);
    }
  }

  /** The signed list where there is one, and otherwise what every vendor has. */
  private RegionFeed feed(FeedAddress address) {
    return address.formats().contains(FeedAddress.EDI1)
        ? new ListFeed(address, fetching, transport, states, clock)
        : new ExportFeed(address, transport, states, clock);
  }

  private void forgetAllBut(Set<Region> followed) throws IOException {
    for (Region known : states.regions()) {
      if (!followed.contains(known)) {
        states.forget(known);
      }
    }
  }
}
