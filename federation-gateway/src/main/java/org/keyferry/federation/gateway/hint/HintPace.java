package org.keyferry.federation.gateway.hint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.keyferry.wire.peer.PeerId;

/** How often each peer may hint: so many times in any minute. */
final class HintPace {
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private final InstantSource clock;
  private final Map<PeerId, Deque<Instant>> taken = new HashMap<>();

  /**
   * @param most hints of one peer in a minute
   */
  HintPace(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /** Whether the peer may hint now; that it does then counts. */
  synchronized boolean enter(PeerId peer) {
    Instant now = clock.instant();
    Instant begin = now.minus(WINDOW);
    taken.values().forEach(times -> times.removeIf(time -> !time.isAfter(begin)));
    taken.values().removeIf(Deque::isEmpty);
    Deque<Instant> times = taken.computeIfAbsent(peer, any -> new ArrayDeque<>());
    if (times.size() >= most) {
      return false;
    }
    times.add(now);
    return true;
  }
}
