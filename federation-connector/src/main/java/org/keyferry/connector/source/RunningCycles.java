package org.keyferry.connector.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyferry.connector.pull.PullCycle;
import org.keyferry.connector.pull.PullEnvironment;
import org.keyferry.connector.pull.PullPosition;
import org.keyferry.connector.pull.PullSource;

/** The feeds of a task, each read by a cycle of its own. */
final class RunningCycles implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private record Running(PullCycle cycle, Thread thread) {
    void end() {
      thread.interrupt();
      try {
        thread.join(LONGEST_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final PullEnvironment environment;
  private final Positions positions;
  private final PullMetrics metrics;
  private final Map<PullSource.Id, Running> running = new HashMap<>();

  RunningCycles(PullEnvironment environment, Positions positions, PullMetrics metrics) {
    this.environment = environment;
    this.positions = positions;
    this.metrics = metrics;
  }

  /** Begins with those that are new, goes on with those that are there, ends the others. */
  synchronized void follow(List<PullSource> sources) {
    Map<PullSource.Id, PullPosition> ended = endAllBut(sources);
    var fresh = new ArrayList<PullSource>();
    for (PullSource source : sources) {
      var there = running.get(source.id());
      if (there == null) {
        fresh.add(source);
      } else {
        there.cycle().follow(source);
      }
    }
    if (!fresh.isEmpty()) {
      Map<PullSource.Id, PullPosition> committed = positions.of(fresh);
      fresh.forEach(
          source -> running.put(source.id(), begin(source, committed.get(source.id()), ended)));
    }
  }

  private Map<PullSource.Id, PullPosition> endAllBut(List<PullSource> sources) {
    var wanted = sources.stream().map(PullSource::id).collect(Collectors.toSet());
    var gone = running.keySet().stream().filter(id -> !wanted.contains(id)).toList();
    var ended = new HashMap<PullSource.Id, PullPosition>();
    for (PullSource.Id id : gone) {
      Running each = running.remove(id);
      each.end();
      metrics.remove(id);
      ended.put(id, each.cycle().position());
    }
    return ended;
  }

  /** A peer whose replication type was switched goes on where its other feed just ended. */
  private Running begin(
      PullSource source, PullPosition committed, Map<PullSource.Id, PullPosition> ended) {
    PullPosition from =
        source
            .otherFeed()
            .map(ended::get)
            .filter(other -> other.windowEnd().isAfter(committed.windowEnd()))
            .map(committed::continuing)
            .orElse(committed);
    var cycle = new PullCycle(source, from, environment);
    metrics.add(source.id(), cycle.counts());
    return new Running(cycle, Thread.ofVirtual().name("pull " + source.id()).start(cycle));
  }

  /** The peer says that it has something new. */
  synchronized void pollNow(String peer) {
    running.forEach((id, each) -> {
      if (id.peer().equals(peer)) {
        each.cycle().pollNow();
      }
    });
  }

  @Override
  public synchronized void close() {
    running.values().forEach(each -> each.thread().interrupt());
    running.keySet().forEach(metrics::remove);
    running.clear();
  }
}
