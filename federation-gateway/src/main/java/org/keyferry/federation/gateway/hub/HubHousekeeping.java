package org.keyferry.federation.gateway.hub;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has hubs finish what was left unfinished and delete what is old, again and again. */
final class HubHousekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubHousekeeping.class);

  private final List<HubUploads> hubs;
  private final InstantSource clock;
  private final int daysBack;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("hub-housekeeping").daemon().factory());

  HubHousekeeping(List<HubUploads> hubs, InstantSource clock, int daysBack) {
    this.hubs = hubs;
    this.clock = clock;
    this.daysBack = daysBack;
  }

  HubHousekeeping start(Duration every) {
    var _ =
        thread.scheduleWithFixedDelay(
            this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void run() {
    for (HubUploads hub : hubs) {
      try {
        hub.finish(clock.instant(), daysBack);
      } catch (IOException | RuntimeException e) {
        // The next run does it; a task that throws would never run again.
        LOG.atWarn().setCause(e).log("Housekeeping of a hub is not done yet");
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
