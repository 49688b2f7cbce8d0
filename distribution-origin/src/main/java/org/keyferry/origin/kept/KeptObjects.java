package org.keyferry.origin.kept;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.origin.address.Address;
import org.keyferry.origin.address.Addresses;
import org.keyferry.wire.Problem;

/**
 * Everything that is public, as far as it is held and else from the store.
 *
 * <p>in: names of objects; out: what is there
 */
public final class KeptObjects implements MeterBinder, AutoCloseable {
  /** What an alias names may be replaced and deleted between two looks. */
  private static final int LOOKS = 3;

  private final CacheDirectory directory;
  private final StoreReader store;
  private final FixedObjects fixed;
  private final IndexObjects indexes;
  private final Flights<ObjectHead> probes;

  /**
   * What an alias names.
   *
   * @param target it
   * @param address its canonical address
   */
  public record Named(Seen target, String address) {}

  public KeptObjects(
      ObjectStore store, CacheSettings settings, InstantSource clock, Ticker ticker) {
    this.directory = CacheDirectory.open(settings.directory());
    this.store = new StoreReader(store, clock, settings, directory);
    this.fixed = new FixedObjects(this.store, settings, ticker);
    this.indexes = new IndexObjects(this.store, settings, ticker);
    this.probes = new Flights<>(settings.storePatience());
  }

  /** The first of the objects that is there, none of which ever changes. */
  public Optional<Seen> fixed(List<String> objects) throws StoreAway {
    return fixed.find(objects).map(kept -> new Seen(kept, Duration.ZERO, false));
  }

  /** The same, unless one has to wait for it, or for its bytes. */
  public Optional<Seen> fixedAtHand(List<String> objects) {
    return fixed.atHand(objects).map(kept -> new Seen(kept, Duration.ZERO, false));
  }

  /** The object, which may have been replaced a moment ago. */
  public Optional<Seen> index(String object) throws StoreAway {
    return indexes.find(object);
  }

  /** The same, unless one has to wait for it. */
  public Optional<Seen> indexAtHand(String object) {
    return indexes.atHand(object);
  }

  /** Names of the indexes that are held. */
  public Set<String> heldIndexes() {
    return indexes.names();
  }

  /**
   * What the alias names.
   *
   * @throws StoreAway also if it names what it may not, or what is not there
   */
  public Optional<Named> alias(Address.Alias alias) throws StoreAway {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Seen> found = indexes.find(alias.object());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      String name = text(found.get());
      String address =
          Addresses.target(alias.base(), name)
              .orElseThrow(() -> refused(alias, "the name of a public object of its feed"));
      Optional<Kept> target = fixed.find(List.of(name));
      if (target.isPresent()) {
        return Optional.of(
            new Named(new Seen(target.get(), found.get().age(), found.get().stale()), address));
      }
      indexes.askAgain(alias.object());
    }
    throw refused(alias, "the name of an object that is there");
  }

  private static String text(Seen alias) {
    return alias.kept().plain().bytes() instanceof Bytes.InHeap(byte[] all)
        ? new String(all, StandardCharsets.UTF_8)
        : "";
  }

  private static StoreAway refused(Address.Alias alias, String expected) {
    return new StoreAway(new Problem("alias", alias.object(), expected, "another").toString());
  }

  /** Bytes that are not kept, straight from the store. The caller closes them. */
  public Optional<StoredObject> open(String object, long offset, long length) throws StoreAway {
    return StoreAway.unless(() -> store.open(object, offset, length));
  }

  /**
   * Whether the store answers.
   *
   * @throws IOException if it does not
   */
  public void probe() throws IOException {
    probes.find("", () -> store.head(".readiness"));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "disk", () -> fixed.held(true));
    gauge(registry, "memory", () -> fixed.held(false) + indexes.held());
    FunctionCounter.builder("keyferry.origin.store.requests", store, StoreReader::requests)
        .description("Requests that the origin sent to the store")
        .register(registry);
  }

  private static void gauge(MeterRegistry registry, String place, Supplier<Number> bytes) {
    Gauge.builder("keyferry.origin.held", bytes)
        .description("Bytes that the origin holds of what the store has")
        .baseUnit("bytes")
        .tag("place", place)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
