package org.keyferry.federation.gateway.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.keyferry.wire.peer.PeerId;

/** How many requests of each peer are being answered: one that asks too much harms itself only. */
public final class PeerLoad {
  /** The status of an answer to one request too many. */
  public static final int TOO_MANY_REQUESTS = 429;

  private final int most;
  private final Map<PeerId, Semaphore> free = new ConcurrentHashMap<>();

  /**
   * @param most requests of one peer at once
   */
  public PeerLoad(int most) {
    this.most = most;
  }

  /** Takes a place for a request; without one, it has to come again later. */
  public boolean enter(PeerId peer) {
    return free.computeIfAbsent(peer, _ -> new Semaphore(most)).tryAcquire();
  }

  /** Gives the place back. */
  public void leave(PeerId peer) {
    free.get(peer).release();
  }
}
