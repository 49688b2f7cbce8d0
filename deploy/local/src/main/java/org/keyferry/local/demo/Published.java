package org.keyferry.local.demo;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.Backend;
import org.keyferry.local.status.AppStatus;
import org.keyferry.local.status.BatchStatus;
import org.keyferry.wire.Problem;

/**
 * Watches what the exporter says that it has published. Only for knowing when to look: what is
 * verified is what phones get over HTTP.
 */
final class Published {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMillis(200);

  private final AppStatus apps = new AppStatus();
  private final String exporter;
  private final String feed;
  private final Backend backend;
  private final Map<Long, BatchStatus.Published> batches = new HashMap<>();
  private long before;

  Published(String exporter, String feed, Backend backend) {
    this.exporter = exporter;
    this.feed = feed;
    this.backend = backend;
  }

  /** Batches that are there already are not counted. */
  void skipWhatIsThere() throws InterruptedException {
    look();
    before = realKeys();
  }

  /**
   * Waits until so many keys, padding not counted, are published.
   *
   * @throws CommandFailure if they are not in time
   */
  void awaitKeys(int keys) {
    try {
      Awaitility.await()
          .atMost(LONGEST)
          .pollDelay(Duration.ZERO)
          .pollInterval(EVERY)
          .pollInSameThread()
          .until(() -> {
            backend.requireAllAlive();
            look();
            return realKeys() - before >= keys;
          });
    } catch (ConditionTimeoutException e) {
      throw new CommandFailure(
          new Problem(
              "published keys",
              "feed " + feed,
              keys + " within " + LONGEST.toSeconds() + " s",
              String.valueOf(realKeys() - before)),
          e);
    }
  }

  private void look() throws InterruptedException {
    apps.batches(exporter).stream()
        .flatMap(status -> status.published().stream())
        .filter(batch -> batch.feed().equals(feed))
        .forEach(batch -> batches.put(batch.sequence(), batch));
  }

  private long realKeys() {
    return batches.values().stream().mapToLong(batch -> batch.keys() - batch.padding()).sum();
  }

  /** The newest batch that has a file. */
  BatchStatus.Published newest() {
    return batches.values().stream()
        .filter(batch -> !batch.objects().isEmpty())
        .max(Comparator.comparingLong(BatchStatus.Published::sequence))
        .orElseThrow();
  }
}
