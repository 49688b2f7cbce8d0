package org.keyferry.origin.kept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that are replaced from time to time. The store is asked about each at most once in the
 * time that is set for it; while it is away, the last known ones are given out for a time.
 *
 * <p>in: the store; out: an index, and how old that knowledge is
 */
final class IndexObjects {
  /** So long after a store was away it is not waited for, but asked again beside. */
  private static final long AWAY = Duration.ofSeconds(10).toNanos();

  /** So long it is not even asked. */
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();

  private final StoreReader store;
  private final CacheSettings settings;
  private final Ticker ticker;
  private final Flights<Known> flights;
  private final Cache<String, Known> known;

  /** What was seen, when it was last known to be so, and when the store last did not say. */
  private record Known(Kept kept, long checked, long refused) {
    static final long NEVER = Long.MIN_VALUE / 2;

    Known refusedAt(long now) {
      return new Known(kept, checked, now);
    }
  }

  IndexObjects(StoreReader store, CacheSettings settings, Ticker ticker) {
    this.store = store;
    this.settings = settings;
    this.ticker = ticker;
    this.flights = new Flights<>(settings.storePatience());
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(settings.heapBytes() / 4)
            .weigher((String _, Known each) -> (int) each.kept().weight())
            .expireAfterWrite(settings.staleFor().plus(settings.indexCheck().multipliedBy(3)))
            .executor(Runnable::run)
            .ticker(ticker)
            .build();
  }

  /**
   * What is at the name now, or was a moment ago.
   *
   * @throws StoreAway if the store does not say, and nothing is known that is young enough
   */
  Optional<Seen> find(String object) throws StoreAway {
    Optional<Seen> atHand = atHand(object);
    return atHand.isPresent() ? atHand : asked(object, known.getIfPresent(object));
  }

  /** The same, unless one has to wait for it. */
  Optional<Seen> atHand(String object) {
    Known before = known.getIfPresent(object);
    if (before == null) {
      return Optional.empty();
    }
    long age = ticker.read() - before.checked();
    long check = settings.indexCheck().toNanos();
    if (age > 2 * check) {
      return Optional.empty();
    }
    if (age > check) {
      flights.begin(object, () -> look(object));
    }
    return Optional.of(new Seen(before.kept(), Duration.ofNanos(age), false));
  }

  /** Asks the store about it when it is wanted next. */
  void askAgain(String object) {
    known.invalidate(object);
  }

  private Optional<Seen> asked(String object, Known before) throws StoreAway {
    if (before != null && ticker.read() - before.refused() < AWAY && isYoung(before)) {
      askBeside(object, before);
      return Optional.of(new Seen(before.kept(), age(before), true));
    }
    try {
      return flights
          .find(object, () -> look(object))
          .map(now -> new Seen(now.kept(), age(now), false));
    } catch (StoreAway e) {
      if (before == null || !isYoung(before)) {
        throw e;
      }
      known.asMap().replace(object, before, before.refusedAt(ticker.read()));
      return Optional.of(new Seen(before.kept(), age(before), true));
    }
  }

  /** If the store is still away by then, that is known from now on, too. */
  private void askBeside(String object, Known before) {
    long now = ticker.read();
    if (now - before.refused() >= AGAIN
        && known.asMap().replace(object, before, before.refusedAt(now))) {
      flights.begin(object, () -> look(object));
    }
  }

  private boolean isYoung(Known each) {
    return age(each).compareTo(settings.staleFor()) <= 0;
  }

  private Duration age(Known each) {
    return Duration.ofNanos(Math.max(0, ticker.read() - each.checked()));
  }

  private Optional<Known> look(String object) throws IOException {
    long now = ticker.read();
    Known before = known.getIfPresent(object);
    Optional<Kept> found = before == null ? read(object) : again(object, before.kept());
    if (found.isEmpty()) {
      known.invalidate(object);
      return Optional.empty();
    }
    var seen = new Known(found.get(), now, Known.NEVER);
    known.put(object, seen);
    return Optional.of(seen);
  }

  private Optional<Kept> again(String object, Kept before) throws IOException {
    var head = store.head(object);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    return head.get().etag().equals(before.plain().storeEtag())
        ? Optional.of(before)
        : read(object);
  }

  private Optional<Kept> read(String object) throws IOException {
    return store.inHeap(object).map(TextObjects::kept);
  }

  /** Names of what is held. */
  Set<String> names() {
    return Set.copyOf(known.asMap().keySet());
  }

  /** Bytes held in memory. */
  long held() {
    return known.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
