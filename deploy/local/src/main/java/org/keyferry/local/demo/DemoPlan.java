package org.keyferry.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.Exchange;
import org.keyferry.local.backend.Ports;
import org.keyferry.wire.key.Region;

/**
 * What to demonstrate.
 *
 * @param data where everything is kept
 * @param ports where the parts of the first region listen
 * @param ways which regions there are, and how they exchange keys
 * @param unvisited regions that only read, and that nobody visits
 * @param phones how many, 10 or more
 * @param seed decides who travels and who meets whom
 * @param kept whether the backends go on running
 * @param tampering what to do to the store, or null
 */
public record DemoPlan(
    DataDirectory data,
    Ports ports,
    Ways ways,
    List<Region> unvisited,
    int phones,
    long seed,
    boolean kept,
    Tampering tampering) {
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final Duration EMBARGO = Duration.ofHours(2);
  private static final Duration ONE_BATCH = Duration.ofMinutes(2);
  private static final int MINIMUM_BATCH = 150;

  /** An origin would go on giving out for an hour what it had before the store was changed. */
  private static final Map<String, String> HOLDING_NOTHING =
      Map.of(
          "keyferry.origin.cache.heap-object-kibibytes",
          "0",
          "keyferry.origin.cache.disk-mebibytes",
          "0",
          "keyferry.origin.cache.index-check",
          "0s");

  public DemoPlan {
    unvisited = List.copyOf(unvisited);
  }

  /** The backends of regions, and a hub if there has to be one. */
  List<BackendRequest> backends(DeclaredRegion declared) {
    var requests = new ArrayList<BackendRequest>();
    for (Region region : ways.regions()) {
      Exchange exchange = ways.exchange(region, unvisited);
      String listed = "keyferry.gateway.listed-regions[" + exchange.regions().size() + "]";
      requests.add(backend(region, exchange, Map.of(listed, declared.region().code())));
    }
    if (!ways.hub().isEmpty()) {
      requests.add(backend(Ways.HUB, new Exchange(List.of(), Map.of(), ways.hub()), Map.of()));
    }
    return requests;
  }

  private BackendRequest backend(Region region, Exchange exchange, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    if (tampering != null) {
      all.putAll(HOLDING_NOTHING);
    }
    return new BackendRequest(
        region, BUCKET, Map.of(), EMBARGO, MINIMUM_BATCH, exchange, !kept, all);
  }

  /** How long keys may take to be wherever they have to be. */
  Duration longest() {
    return ways.regions().size() == 1 ? ONE_BATCH : ONE_BATCH.multipliedBy(2);
  }

  Path groundTruth() {
    return data.root().resolve("ground-truth.json");
  }
}
