package org.keyferry.bench;

import java.time.Duration;
import java.util.List;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * How much a benchmark does.
 *
 * @param keys numbers of keys, each a workload of its own; 1,000 or more each
 * @param time length of a pass that is measured by time
 * @param warmUp how long the same work is done before, so that compiled code is measured
 * @param passes how often each figure is measured, 2 or more
 * @param connections how many uploads are under way at once, 1 to 1,000
 */
public record Effort(
    List<Integer> keys, Duration time, Duration warmUp, int passes, int connections) {
  private static final int FEWEST_KEYS = 1_000;
  private static final int MOST_KEYS = 100_000_000;

  /**
   * @throws InvalidSetting if a number is outside its range
   */
  public Effort {
    keys = List.copyOf(keys);
    for (int number : keys) {
      InvalidSetting.unlessBetween(FEWEST_KEYS, MOST_KEYS, "--keys", number);
    }
    InvalidSetting.unlessBetween(2, 100, "--passes", passes);
    InvalidSetting.unlessBetween(1, 1_000, "--connections", connections);
  }
}
