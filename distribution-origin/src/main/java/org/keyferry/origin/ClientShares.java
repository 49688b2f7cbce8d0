package org.keyferry.origin;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests of each client are under way, so that none takes what others need. Where
 * requests came from is forgotten with the last of them.
 */
final class ClientShares {
  private final int most;
  private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * @param most requests of one client at once
   */
  ClientShares(int most) {
    this.most = most;
  }

  /** Whether the client may have one more; if so, it has to be told when it is over. */
  boolean enter(String client) {
    if (underWay.merge(client, 1, Integer::sum) <= most) {
      return true;
    }
    leave(client);
    return false;
  }

  /** One is over. */
  void leave(String client) {
    underWay.computeIfPresent(client, (_, many) -> many == 1 ? null : many - 1);
  }

  /** Clients that have requests under way. */
  int clients() {
    return underWay.size();
  }
}
