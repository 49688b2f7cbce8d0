package org.keyferry.origin.kept;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks once where many ask for the same at once. What is asked goes on when nobody waits any more.
 *
 * <p>in: names; out: one request for each
 *
 * @param <T> what is found
 */
final class Flights<T> {
  private final ConcurrentMap<String, CompletableFuture<Optional<T>>> underWay =
      new ConcurrentHashMap<>();
  private final Duration patience;

  /** A request under way, and whether it began with this call. */
  private record Flight<T>(CompletableFuture<Optional<T>> result, boolean isOurs) {}

  /**
   * @param patience how long anybody waits
   */
  Flights(Duration patience) {
    this.patience = patience;
  }

  /**
   * What is there.
   *
   * @return empty if nothing was there at some time after the call: a request that began before
   *     may have just missed it, and is not believed
   * @throws StoreAway if it failed or takes longer than one waits
   */
  Optional<T> find(String name, StoreAway.Request<Optional<T>> request) throws StoreAway {
    Flight<T> flight = join(name, request);
    Optional<T> found = await(flight);
    return found.isPresent() || flight.isOurs() ? found : await(join(name, request));
  }

  /** Begins to ask, unless somebody does already. Whoever finds next is told how it went. */
  void begin(String name, StoreAway.Request<Optional<T>> request) {
    var _ = join(name, request);
  }

  private Flight<T> join(String name, StoreAway.Request<Optional<T>> request) {
    var mine = new CompletableFuture<Optional<T>>();
    var other = underWay.putIfAbsent(name, mine);
    if (other != null) {
      return new Flight<>(other, false);
    }
    Thread.startVirtualThread(() -> {
      try {
        var found = request.send();
        underWay.remove(name, mine);
        mine.complete(found);
      } catch (IOException | RuntimeException e) {
        underWay.remove(name, mine);
        mine.completeExceptionally(e);
      }
    });
    return new Flight<>(mine, true);
  }

  private Optional<T> await(Flight<T> flight) throws StoreAway {
    try {
      return flight.result().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StoreAway(e.getCause());
    } catch (TimeoutException e) {
      throw new StoreAway("no answer within " + patience.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAway(e);
    }
  }
}
