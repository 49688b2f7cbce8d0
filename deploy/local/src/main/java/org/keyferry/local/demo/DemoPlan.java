package org.keyferry.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.Ports;
import org.keyferry.wire.key.Region;

/**
 * What to demonstrate.
 *
 * @param data where everything is kept
 * @param ports where the parts of the first region listen
 * @param population which regions there are
 * @param phones how many, 10 or more
 * @param seed decides who travels and who meets whom
 * @param tampering what to do to the store, or null
 */
public record DemoPlan(
    DataDirectory data,
    Ports ports,
    Population population,
    int phones,
    long seed,
    Tampering tampering) {
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final Duration EMBARGO = Duration.ofHours(2);
  private static final Duration ONE_BATCH = Duration.ofMinutes(2);
  private static final int MINIMUM_BATCH = 150;

  List<BackendRequest> backends() {
    return population.regions().stream().map(this::backend).toList();
  }

  private BackendRequest backend(Region region) {
    return new BackendRequest(region, BUCKET, Map.of(), EMBARGO, MINIMUM_BATCH, settings(region));
  }

  /** A feed for each other region, and a public feed that takes what they tell. */
  private Map<String, String> settings(Region region) {
    var settings = new LinkedHashMap<String, String>();
    var others = new ArrayList<>(population.regions());
    others.remove(region);
    int number = 0;
    for (Region other : others) {
      settings.put("keyferry.gateway.listed-regions[" + number + "]", other.code());
      settings.put(
          "keyferry.plan.feeds[0].from.include-origins[" + number++ + "]", other.code());
      String feed = "keyferry.plan.feeds[" + number + "].";
      settings.put(feed + "id", "to-" + other);
      settings.put(feed + "kind", "regional");
      settings.put(feed + "region", other.code());
      settings.put(feed + "bucket", BUCKET.toString());
      settings.put(feed + "minimum-batch-size", String.valueOf(MINIMUM_BATCH));
      // Nobody wants to wait for a day until enough people travelled.
      settings.put(feed + "longest-wait", Duration.ZERO.toString());
    }
    return settings;
  }

  /** How long keys may take to be wherever they have to be. */
  Duration longest() {
    return population.regions().size() == 1 ? ONE_BATCH : ONE_BATCH.multipliedBy(2);
  }

  Path groundTruth() {
    return data.root().resolve("ground-truth.json");
  }
}
