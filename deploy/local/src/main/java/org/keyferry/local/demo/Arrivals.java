package org.keyferry.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.ExportFeed;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.RegionFeed;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * Looks into the feeds of all regions until expected keys are there. Only for knowing when phones
 * should look: what is verified is what they get.
 */
final class Arrivals {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Regions regions;
  private final Duration longest;
  private final Map<RunningRegion, RegionFeed> feeds = new LinkedHashMap<>();
  private final Map<String, Set<String>> regionsOfKey = new LinkedHashMap<>();

  /**
   * @param transport its way to the origins
   * @param longest how long it waits for what is expected
   */
  Arrivals(Regions regions, Transport transport, Duration longest) {
    this.regions = regions;
    this.longest = longest;
    for (RunningRegion region : regions.all()) {
      feeds.put(
          region,
          new ExportFeed(region.address(), transport, new MemoryStates(), InstantSource.system()));
    }
  }

  /**
   * Waits until each key is in a file of each of its regions.
   *
   * @param expected regions, and how it comes there, by key in base64
   * @throws CommandFailure if they are not in time
   */
  void await(Map<String, Map<String, Way>> expected) {
    try {
      Awaitility.await()
          .atMost(longest)
          .pollDelay(Duration.ZERO)
          .pollInterval(EVERY)
          .pollInSameThread()
          .until(() -> {
            regions.requireAllAlive();
            look();
            return missing(expected) == 0;
          });
    } catch (ConditionTimeoutException e) {
      throw new CommandFailure(
          new Problem(
              "keys that are not published in a region where they have to be",
              "the feeds of " + feeds.keySet().stream().map(RunningRegion::region).toList(),
              "0 after " + longest.toSeconds() + " s",
              String.valueOf(missing(expected))),
          e);
    }
  }

  private void look() throws IOException, InterruptedException, AttackDetected {
    for (RegionFeed feed : feeds.values()) {
      feed.poll(this::note);
    }
  }

  private void note(ReceivedFile file) {
    file.keys()
        .forEach(key ->
            regionsOfKey
                .computeIfAbsent(
                    Base64.getEncoder().encodeToString(key.key().toByteArray()),
                    bytes -> new HashSet<>())
                .add(file.region().code()));
  }

  private long missing(Map<String, Map<String, Way>> expected) {
    return expected.entrySet().stream()
        .filter(key ->
            !regionsOfKey.getOrDefault(key.getKey(), Set.of()).containsAll(key.getValue().keySet()))
        .count();
  }
}
