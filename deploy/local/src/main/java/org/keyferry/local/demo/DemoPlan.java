package org.keyferry.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.Ports;
import org.keyferry.wire.key.Region;

/**
 * What to demonstrate.
 *
 * @param data where everything is kept
 * @param ports where the parts listen
 * @param phones how many, 10 or more
 * @param seed decides who meets whom
 * @param tampering what to do to the store, or null
 */
public record DemoPlan(
    DataDirectory data, Ports ports, int phones, long seed, Tampering tampering) {
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final Duration EMBARGO = Duration.ofHours(2);
  private static final int MINIMUM_BATCH = 150;

  /** The region of the story. */
  static final Region REGION = new Region("NL");

  BackendRequest backend() {
    return new BackendRequest(REGION, BUCKET, Map.of(), EMBARGO, MINIMUM_BATCH, Map.of());
  }

  Path groundTruth() {
    return data.root().resolve("ground-truth.json");
  }
}
