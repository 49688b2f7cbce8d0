package org.keyferry.exporter.stamp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Stamps what was published a moment ago, and now and then looks through everything, on a thread of
 * its own: nobody waits for a time stamp.
 */
public final class StampRounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StampRounds.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** An authority that is away is not asked for each feed that has something new. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

  private static final String EVERYTHING = "public/";

  private final TimeStampSweep sweep;
  private final BooleanSupplier isMine;
  private final Duration interval;
  private final InstantSource clock;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final ScheduledFuture<?> rounds;
  private Instant next = Instant.MIN;
  private Instant notBefore = Instant.MIN;

  /**
   * @param isMine whether this instance has to do it now
   * @param interval between looks at everything
   */
  StampRounds(
      TimeStampSweep sweep,
      BooleanSupplier isMine,
      Duration interval,
      InstantSource clock,
      TaskScheduler scheduler) {
    this.sweep = sweep;
    this.isMine = isMine;
    this.interval = interval;
    this.clock = clock;
    this.rounds = scheduler.scheduleWithFixedDelay(this::roundIfMine, PAUSE);
  }

  /** Has objects whose names begin so looked through soon. */
  public void soon(String prefix) {
    synchronized (waiting) {
      waiting.add(prefix);
    }
  }

  private Set<String> taken() {
    synchronized (waiting) {
      Set<String> taken = new LinkedHashSet<>(waiting);
      waiting.clear();
      return taken;
    }
  }

  private void roundIfMine() {
    Instant now = clock.instant();
    if (!isMine.getAsBoolean()) {
      taken();
      next = Instant.MIN;
    } else if (!now.isBefore(notBefore)) {
      Set<String> prefixes = taken();
      if (!now.isBefore(next)) {
        next = now.plus(interval);
        prefixes = Set.of(EVERYTHING);
      }
      round(prefixes);
    }
  }

  private void round(Set<String> prefixes) {
    var left = new ArrayDeque<>(prefixes);
    try {
      while (!left.isEmpty() && sweep.sweep(left.getFirst())) {
        left.removeFirst();
      }
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("cause", e.toString())
          .log("objects without time stamps could not be looked for; the next round tries again");
    }
    if (!left.isEmpty()) {
      left.forEach(this::soon);
      notBefore = clock.instant().plus(PAUSE_AFTER_FAILURE);
    }
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }
}
