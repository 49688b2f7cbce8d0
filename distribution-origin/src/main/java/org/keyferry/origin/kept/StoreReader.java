package org.keyferry.origin.kept;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;

/**
 * Reads public objects, so many at once and no more.
 *
 * <p>in: names relative to the public prefix; out: what the store has there
 */
final class StoreReader {
  private static final String PREFIX = "public/";

  /** No index and no document is larger. */
  private static final long LARGEST_IN_HEAP = 16 * 1024 * 1024;

  private final ObjectStore store;
  private final InstantSource clock;
  private final CacheSettings settings;
  private final CacheDirectory directory;
  private final Semaphore turns;
  private final LongAdder requests = new LongAdder();

  StoreReader(
      ObjectStore store, InstantSource clock, CacheSettings settings, CacheDirectory directory) {
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.directory = directory;
    this.turns = new Semaphore(settings.storeRequests(), true);
  }

  /** What is known of the object without its bytes. */
  Optional<ObjectHead> head(String object) throws IOException {
    return inTurn(() -> store.head(PREFIX + object));
  }

  /**
   * The object in memory, however large.
   *
   * @throws StoreAway if it is larger than anything that should be
   */
  Optional<Representation> inHeap(String object) throws IOException {
    return inTurn(() -> {
      Optional<StoredObject> opened = store.get(PREFIX + object);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      try (StoredObject found = opened.get()) {
        return Optional.of(read(object, found));
      }
    });
  }

  /** The object where its size lets it be. Bytes that go to disk come later. */
  Optional<Representation> anywhere(String object) throws IOException {
    awaitTurn();
    boolean filling = false;
    try {
      Optional<StoredObject> opened = store.get(PREFIX + object);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      StoredObject found = opened.get();
      long size = found.head().size();
      if (size > settings.heapObjectBytes() && size <= settings.diskBytes()) {
        filling = true;
        return Optional.of(fill(object, found));
      }
      try (found) {
        return Optional.of(
            size <= settings.heapObjectBytes()
                ? read(object, found)
                : seen(object, found, new Bytes.InStore()));
      }
    } finally {
      if (!filling) {
        turns.release();
      }
    }
  }

  private Representation read(String object, StoredObject found) throws IOException {
    if (found.head().size() > LARGEST_IN_HEAP) {
      throw new StoreAway(
          object + " is larger than " + LARGEST_IN_HEAP + " bytes: " + found.head().size());
    }
    var expected = seen(object, found, new Bytes.InStore());
    byte[] all = new Verified(expected, found.bytes()).all();
    return seen(object, found, new Bytes.InHeap(all));
  }

  private Representation fill(String object, StoredObject found) {
    KeptFile file = directory.newFile(found.head().size());
    var shown = seen(object, found, new Bytes.OnDisk(file));
    Thread.startVirtualThread(() -> {
      try (found) {
        file.fill(new Verified(shown, found.bytes()));
      } catch (IOException e) {
        file.fail(e);
      } finally {
        turns.release();
      }
    });
    return shown;
  }

  private Representation seen(String object, StoredObject found, Bytes bytes) {
    return Representation.of(object, found.head(), clock.instant(), bytes);
  }

  /** Bytes that are not kept, straight from the store. The caller closes them. */
  Optional<StoredObject> open(String object, long offset, long length) throws IOException {
    requests.increment();
    return store.get(PREFIX + object, offset, length);
  }

  /** How many were sent. */
  double requests() {
    return requests.doubleValue();
  }

  private <T> T inTurn(StoreAway.Request<T> request) throws IOException {
    awaitTurn();
    try {
      return request.send();
    } finally {
      turns.release();
    }
  }

  private void awaitTurn() throws StoreAway {
    try {
      if (!turns.tryAcquire(settings.storePatience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreAway("too many requests to the store are under way");
      }
      requests.increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAway(e);
    }
  }
}
