package org.keyferry.bench;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How much is done; {@code --quick} is for seeing that everything works, not for figures. */
final class EffortOptions {
  private static final Duration QUICK_TIME = Duration.ofSeconds(1);
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int QUICK_KEYS = 20_000;

  @Option(
      names = "--keys",
      paramLabel = "N",
      split = ",",
      description = {
        "Keys of all but the gateway benchmark; several numbers are several workloads",
        "(default: 5000000 for topology, 1000000 for bucket and feeds, 2800000 for day,",
        "42000000 for known, 1000000,5000000 for exporter, 1000000 and 5000000 for scale,",
        "3000000 for peers: a day of all 300 of them; 1000,50000,500000 in each format and",
        "10000,100000,1000000,10000000 in each filter for bytes)."
      })
  private List<Integer> keys = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "Length of a pass of gateway, and of a cycle of peers (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often each figure is measured, 2 or more; four cycles each of peers (default:"
              + " ${DEFAULT-VALUE}).")
  private int passes;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Uploads that are under way at once (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--quick",
      description =
          "Two short passes with few keys: shows that it works; the figures mean nothing.")
  private boolean quick;

  Effort effort() {
    return quick
        ? new Effort(
            keys.isEmpty() ? List.of(QUICK_KEYS) : keys, QUICK_TIME, QUICK_TIME, 2, connections)
        : new Effort(keys, Duration.ofSeconds(seconds), WARM_UP, passes, connections);
  }
}
