package org.keyferry.systemtests.download;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until keys can be found through the index. */
public final class Publication {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Publication() {}

  /**
   * Returns when the reader has found every one of the keys.
   *
   * @throws ConditionTimeoutException if some are missing after 3 minutes
   */
  public static void awaitAll(IndependentReader reader, Set<KeyBytes> keys) {
    await("every acknowledged key to be found through the index")
        .atMost(LONGEST)
        .pollInterval(Duration.ofSeconds(1))
        // The origin may say for a while that its store is away.
        .ignoreException(IllegalStateException.class)
        .until(
            () -> {
              reader.look();
              return reader.missing(keys);
            },
            missing -> missing == 0);
  }
}
