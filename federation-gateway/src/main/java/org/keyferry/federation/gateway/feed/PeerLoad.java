package org.keyferry.federation.gateway.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.keyferry.wire.peer.PeerId;

/** How many requests of each peer are being answered: one that asks too much harms itself only. */
final class PeerLoad {
  static final int TOO_MANY_REQUESTS = 429;

  private final int most;
  private final Map<PeerId, Semaphore> free = new ConcurrentHashMap<>();

  PeerLoad(int most) {
    this.most = most;
  }

  /** Takes a place for a request; without one, it has to come again later. */
  boolean enter(PeerId peer) {
    return free.computeIfAbsent(peer, _ -> new Semaphore(most)).tryAcquire();
  }

  /** Gives the place back. */
  void leave(PeerId peer) {
    free.get(peer).release();
  }
}
