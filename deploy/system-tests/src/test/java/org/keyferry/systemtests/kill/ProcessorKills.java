package org.keyferry.systemtests.kill;

import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;

/**
 * Kills the processor, three times of five while a grain settles, else as soon as it is up or has
 * finished a grain, and starts it again.
 */
public final class ProcessorKills implements AutoCloseable {
  private final Backend backend;
  private final SettlingWatch watch;
  private KillCounts counts = KillCounts.NONE;

  public ProcessorKills(Backend backend) {
    this.backend = backend;
    this.watch = new SettlingWatch(backend.bootstrapServers());
  }

  /** Kills once and returns when the processor is ready again. */
  public void next() {
    boolean hit =
        switch (counts.kills() % 5) {
          case 1 -> killAtOnce();
          case 3 -> killAfterMark();
          default -> killWhileSettling();
        };
    counts = counts.and(hit);
    backend.start(Part.PROCESSOR);
  }

  /** The kills up to now; hits fell while a grain settled. */
  public KillCounts counts() {
    return counts;
  }

  private boolean killAtOnce() {
    backend.kill(Part.PROCESSOR);
    return false;
  }

  private boolean killAfterMark() {
    watch.awaitMark();
    backend.kill(Part.PROCESSOR);
    return false;
  }

  private boolean killWhileSettling() {
    Settling settling = watch.awaitChunk();
    backend.kill(Part.PROCESSOR);
    return watch.isUnfinished(settling);
  }

  @Override
  public void close() {
    watch.close();
  }
}
