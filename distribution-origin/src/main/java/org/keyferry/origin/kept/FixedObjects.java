package org.keyferry.origin.kept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Objects that never change, the small ones in memory and the large ones on disk, within bounds.
 * After some time each goes, since the store may have deleted it. That something is not there is
 * never kept: it may come at any moment.
 *
 * <p>in: the store; out: one request for each object, however many ask
 */
final class FixedObjects {
  private final StoreReader store;
  private final Flights<Kept> flights;
  private final Cache<String, Kept> small;
  private final Cache<String, Kept> large;

  FixedObjects(StoreReader store, CacheSettings settings, Ticker ticker) {
    this.store = store;
    this.flights = new Flights<>(settings.storePatience());
    this.small = bounded(settings.heapBytes() / 4 * 3, settings.keptFor(), ticker).build();
    this.large =
        bounded(settings.diskBytes(), settings.keptFor(), ticker)
            .removalListener(FixedObjects::remove)
            .build();
  }

  private static Caffeine<String, Kept> bounded(long bytes, Duration keptFor, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumWeight(bytes)
        .weigher((String _, Kept kept) -> (int) Math.min(Integer.MAX_VALUE, kept.weight()))
        .expireAfterWrite(keptFor)
        .scheduler(Scheduler.systemScheduler())
        .executor(Runnable::run)
        .ticker(ticker);
  }

  private static void remove(String object, Kept kept, RemovalCause cause) {
    if (kept != null && kept.plain().bytes() instanceof Bytes.OnDisk(KeptFile file)) {
      CacheDirectory.remove(file);
    }
  }

  /**
   * The first of the objects that is there.
   *
   * @throws StoreAway if the store does not say
   */
  Optional<Kept> find(List<String> objects) throws StoreAway {
    for (String object : objects) {
      Kept kept = held(object);
      if (kept != null) {
        return Optional.of(kept);
      }
    }
    for (String object : objects) {
      Optional<Kept> found = flights.find(object, () -> read(object));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The same, if it is in memory. */
  Optional<Kept> atHand(List<String> objects) {
    for (String object : objects) {
      Kept kept = held(object);
      if (kept != null) {
        return Optional.of(kept).filter(each -> each.plain().bytes() instanceof Bytes.InHeap);
      }
    }
    return Optional.empty();
  }

  private Kept held(String object) {
    Kept kept = small.getIfPresent(object);
    if (kept != null) {
      return kept;
    }
    kept = large.getIfPresent(object);
    if (kept != null
        && kept.plain().bytes() instanceof Bytes.OnDisk(KeptFile file)
        && file.isBroken()) {
      large.asMap().remove(object, kept);
      return null;
    }
    return kept;
  }

  private Optional<Kept> read(String object) throws IOException {
    Kept kept = held(object);
    if (kept != null) {
      return Optional.of(kept);
    }
    Optional<Representation> shown =
        TextObjects.has(object) ? store.inHeap(object) : store.anywhere(object);
    Optional<Kept> found = shown.map(TextObjects::kept);
    found.ifPresent(each -> keep(object, each));
    return found;
  }

  private void keep(String object, Kept found) {
    switch (found.plain().bytes()) {
      case Bytes.InHeap _ -> small.put(object, found);
      case Bytes.OnDisk _ -> large.put(object, found);
      case Bytes.InStore _ -> {}
    }
  }

  /** Bytes held in memory and on disk. */
  long held(boolean onDisk) {
    return (onDisk ? large : small).policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
