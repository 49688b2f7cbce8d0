package org.keyferry.federation.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.keyferry.federation.pull.PullCycle;
import org.keyferry.federation.pull.PullEnvironment;
import org.keyferry.federation.pull.PullSource;

/** The feeds of a task, each read by a cycle of its own. */
final class RunningCycles implements AutoCloseable {
  private record Running(PullCycle cycle, Thread thread) {}

  private final PullEnvironment environment;
  private final Positions positions;
  private final Map<PullSource.Id, Running> running = new HashMap<>();

  RunningCycles(PullEnvironment environment, Positions positions) {
    this.environment = environment;
    this.positions = positions;
  }

  /** Begins with those that are new, goes on with those that are there, ends the others. */
  synchronized void follow(List<PullSource> sources) {
    var wanted = new HashSet<PullSource.Id>();
    for (PullSource source : sources) {
      wanted.add(source.id());
      var there = running.get(source.id());
      if (there == null) {
        running.put(source.id(), begin(source));
      } else {
        there.cycle().follow(source);
      }
    }
    running
        .entrySet()
        .removeIf(entry -> {
          boolean isGone = !wanted.contains(entry.getKey());
          if (isGone) {
            entry.getValue().thread().interrupt();
          }
          return isGone;
        });
  }

  private Running begin(PullSource source) {
    var cycle = new PullCycle(source, positions.of(source), environment);
    return new Running(cycle, Thread.ofVirtual().name("pull " + source.id()).start(cycle));
  }

  synchronized List<PullSource.Id> reading() {
    return List.copyOf(running.keySet());
  }

  @Override
  public synchronized void close() {
    running.values().forEach(each -> each.thread().interrupt());
    running.clear();
  }
}
