package org.keyferry.local.demo;

import java.nio.file.Path;
import java.time.Duration;
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
    var neighbours = population.regions().stream().filter(other -> !other.equals(region)).toList();
    return new BackendRequest(
        region, BUCKET, Map.of(), EMBARGO, MINIMUM_BATCH, neighbours, Map.of());
  }

  /** How long keys may take to be wherever they have to be. */
  Duration longest() {
    return population.regions().size() == 1 ? ONE_BATCH : ONE_BATCH.multipliedBy(2);
  }

  Path groundTruth() {
    return data.root().resolve("ground-truth.json");
  }
}
