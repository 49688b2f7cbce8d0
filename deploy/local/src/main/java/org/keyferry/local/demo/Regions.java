package org.keyferry.local.demo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.local.backend.Backend;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.local.backend.Ports;
import org.keyferry.wire.key.Region;

/**
 * Backends side by side on this machine, one for each region, and hubs between them.
 *
 * <p>in: {@link BackendRequest}; out: processes
 */
public final class Regions implements AutoCloseable {
  private final Map<Region, Backend> backends = new LinkedHashMap<>();
  private final Map<Region, DataDirectory> directories = new LinkedHashMap<>();
  private final Map<Region, RunningRegion> running = new LinkedHashMap<>();

  private Regions() {}

  /** Takes the data directories; nothing runs yet. A single region has the directory itself. */
  public static Regions on(DataDirectory data, List<Region> regions) {
    var all = new Regions();
    try {
      for (Region region : regions) {
        var directory =
            regions.size() == 1 ? data : DataDirectory.ensure(data.root().resolve(region.code()));
        all.directories.put(region, directory);
        all.backends.put(region, Backend.on(directory));
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /**
   * Starts all of them and returns when they are ready.
   *
   * @param requests what each shall do
   * @param ports of the first one, as far as they are free; the others listen where it is free
   */
  public void start(Collection<BackendRequest> requests, Ports ports) {
    var chosen = new LinkedHashMap<BackendRequest, Ports>();
    for (BackendRequest request : requests) {
      chosen.put(request, FreePorts.preferring(chosen.isEmpty() ? ports : Ports.ANY));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts =
          chosen.entrySet().stream()
              .map(one ->
                  CompletableFuture.runAsync(() -> start(one.getKey(), one.getValue()), threads))
              .toList();
      starts.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void start(BackendRequest request, Ports ports) {
    Region region = request.region();
    var descriptor = backends.get(region).start(request, ports);
    synchronized (running) {
      running.put(region, new RunningRegion(region, directories.get(region), descriptor));
    }
  }

  /** The backend of the region. */
  RunningRegion get(String region) {
    synchronized (running) {
      return running.get(new Region(region));
    }
  }

  /** Where apps of that design find each region. */
  Function<Region, Optional<FeedAddress>> directory(Design design) {
    return region -> Optional.ofNullable(get(region.code())).map(found -> found.address(design));
  }

  /** The backends of regions, in order. */
  public List<RunningRegion> all() {
    return withHubs().stream().filter(each -> !each.running().exchange().isHub()).toList();
  }

  /** All that run, hubs too. */
  List<RunningRegion> withHubs() {
    synchronized (running) {
      return backends.keySet().stream().map(running::get).toList();
    }
  }

  /** Returns if every process still runs. */
  void requireAllAlive() {
    backends.values().forEach(Backend::requireAllAlive);
  }

  /** Waits until a process ends, which none should before {@link #close}. */
  public void awaitEnd() {
    // A thread of its own for each: on two cores the common pool has one, for the first alone.
    backends.values().stream()
        .map(backend ->
            CompletableFuture.runAsync(backend::awaitEnd, wait -> Thread.ofVirtual().start(wait)))
        .reduce((one, other) -> CompletableFuture.anyOf(one, other).thenApply(end -> null))
        .ifPresent(CompletableFuture::join);
  }

  /** Stops all of them, at once. */
  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends =
          backends.values().stream()
              .map(backend -> CompletableFuture.runAsync(backend::close, threads))
              .toList();
      ends.forEach(CompletableFuture::join);
    }
  }
}
