package org.keyferry.origin;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests of each client are under way, so that none takes what others need. Where
 * requests came from is forgotten with the last of them.
 */
final class ClientShares {
  private final int most;
  private final ConcurrentMap<InetAddress, Integer> underWay = new ConcurrentHashMap<>();
  private volatile CompletableFuture<Void> none;

  /**
   * @param most requests of one client at once
   */
  ClientShares(int most) {
    this.most = most;
  }

  /** Whether the client may have one more; if so, it has to be told when it is over. */
  boolean enter(InetAddress client) {
    if (underWay.merge(client, 1, Integer::sum) <= most) {
      return true;
    }
    leave(client);
    return false;
  }

  /** One is over. */
  void leave(InetAddress client) {
    underWay.computeIfPresent(client, (_, many) -> many == 1 ? null : many - 1);
    if (none != null && underWay.isEmpty()) {
      none.complete(null);
    }
  }

  /** When none is under way any more; there may be others later. */
  CompletableFuture<Void> none() {
    none = new CompletableFuture<>();
    if (underWay.isEmpty()) {
      none.complete(null);
    }
    return none;
  }

  /** Clients that have requests under way. */
  int clients() {
    return underWay.size();
  }
}
