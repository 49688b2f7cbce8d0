package org.keyferry.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.client.PollResult;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.region.FollowedRegions;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * Looks into the feeds of all regions, in every way in which apps do, until expected keys are
 * there. Only for knowing when phones should look: what is verified is what they get.
 */
final class Arrivals {
  private static final Duration EVERY = Duration.ofMillis(500);

  private final Regions regions;
  private final Duration longest;
  private final FollowedRegions followed;
  private final Map<Design, ReferenceClient> clients = new EnumMap<>(Design.class);
  private final Map<String, Map<Design, Set<String>>> regionsOfKey = new LinkedHashMap<>();
  private final Map<Region, String> failures = new LinkedHashMap<>();

  /**
   * @param transport its way to the origins
   * @param longest how long it waits for what is expected
   */
  Arrivals(Regions regions, Transport transport, Duration longest) {
    this.regions = regions;
    this.longest = longest;
    this.followed =
        new FollowedRegions(
            regions.all().stream().map(RunningRegion::region).collect(Collectors.toSet()),
            List.of());
    for (Design design : Design.values()) {
      clients.put(design, design.client(transport, InstantSource.system(), new Random()));
    }
  }

  /**
   * Waits until each key is in a file of each of its regions, and in a batch of its list.
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
              "the feeds of " + regions.all().stream().map(RunningRegion::region).toList(),
              "0 after " + longest.toSeconds() + " s",
              missing(expected) + (failures.isEmpty() ? "" : ", and " + failures.values())),
          e);
    }
  }

  private void look() throws IOException, InterruptedException {
    failures.clear();
    for (var client : clients.entrySet()) {
      client
          .getValue()
          .poll(followed, regions.directory(client.getKey()), file -> note(client.getKey(), file))
          .forEach(this::note);
    }
  }

  private void note(Region region, PollResult result) {
    switch (result) {
      case PollResult.Refused refused ->
          throw new CommandFailure(refused.attack().problem(), refused.attack());
      // A region has no list before its first batch.
      case PollResult.Failed failed -> failures.put(region, failed.failure().getMessage());
      case PollResult.Polled polled -> {}
      case PollResult.UnknownRegion unknown -> failures.put(region, "nobody knows " + region);
    }
  }

  private void note(Design design, ReceivedFile file) {
    file.keys()
        .forEach(key ->
            regionsOfKey
                .computeIfAbsent(
                    Base64.getEncoder().encodeToString(key.key().toByteArray()),
                    bytes -> new EnumMap<>(Design.class))
                .computeIfAbsent(design, first -> new HashSet<>())
                .add(file.region().code()));
  }

  private long missing(Map<String, Map<String, Way>> expected) {
    return expected.entrySet().stream()
        .filter(key -> !isThere(key.getKey(), key.getValue().keySet()))
        .count();
  }

  private boolean isThere(String key, Set<String> regions) {
    var found = regionsOfKey.getOrDefault(key, Map.of());
    return clients.keySet().stream()
        .allMatch(design -> found.getOrDefault(design, Set.of()).containsAll(regions));
  }
}
