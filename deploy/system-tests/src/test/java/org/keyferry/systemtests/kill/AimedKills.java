package org.keyferry.systemtests.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.fault.ClusterView;
import org.keyferry.systemtests.fault.Orchestrator;

/**
 * Kills processors and exporters at awkward moments, and proves afterwards, before they are started
 * again, that the moment was the awkward one.
 */
public final class AimedKills implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Backend backend;
  private final Orchestrator orchestrator;
  private final ClusterView cluster;
  private final int keyPartitions;
  private final SettlingWatch settling;
  private final Map<String, StoreWatch> stores;
  private final Map<String, String> orphans = new ConcurrentHashMap<>();

  /**
   * @param feeds whose objects are watched
   * @param keyPartitions how many partitions the inputs have
   */
  public AimedKills(
      Backend backend,
      Orchestrator orchestrator,
      ClusterView cluster,
      List<String> feeds,
      int keyPartitions) {
    this.backend = backend;
    this.orchestrator = orchestrator;
    this.cluster = cluster;
    this.keyPartitions = keyPartitions;
    this.settling = new SettlingWatch(backend.bootstrapServers());
    this.stores =
        feeds.stream()
            .collect(
                Collectors.toMap(
                    feed -> feed, feed -> new StoreWatch(backend.publicObjects(), feed)));
  }

  /** Whether the processor was killed while it settled a grain: keys are there, no mark is. */
  public boolean whileSettling() {
    var owners = new HashMap<Integer, Part>();
    for (int partition = 0; partition < keyPartitions; partition++) {
      owners.put(partition, cluster.processorOf(partition));
    }
    Settling grain = settling.awaitChunk();
    return kill(owners.get(grain.keyPartition()), () -> settling.isUnfinished(grain));
  }

  /**
   * Whether the exporter was killed when it had keys of a batch, and none of its objects stored.
   */
  public boolean whileAssembling(String feed) {
    Part exporter = cluster.exporterOf(feed);
    StoreWatch store = stores.get(feed);
    var before = Set.copyOf(store.objects());
    await("keys in the spool of " + exporter)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .pollInSameThread()
        .until(() -> hasKeys(backend.directory(exporter)));
    return kill(exporter, () -> before.containsAll(store.objects()));
  }

  /** Whether the exporter was killed between a batch's first object and the index. */
  public boolean betweenObjectAndIndex(String feed) {
    Part exporter = cluster.exporterOf(feed);
    StoreWatch store = stores.get(feed);
    String object = store.awaitUnnamedObject();
    return kill(
        exporter,
        () -> {
          boolean hit = !store.isNamed(object);
          if (hit) {
            orphans.put(object, store.sha256(object));
          }
          return hit;
        });
  }

  private boolean kill(Part part, BooleanSupplier proof) {
    orchestrator.killForNow(part);
    boolean hit = proof.getAsBoolean();
    orchestrator.comeBack(part);
    return hit;
  }

  /** Objects that a kill left without an index, and that are gone or other bytes by now. */
  public List<String> changedOrphans() {
    return orphans.entrySet().stream()
        .filter(orphan -> !orphan.getValue().equals(store(orphan.getKey()).sha256(orphan.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private StoreWatch store(String object) {
    return stores.get(object.substring(0, object.indexOf('/')));
  }

  /** Objects in the store that no index names. */
  public List<String> unnamedObjects() {
    return stores.values().stream().flatMap(store -> store.unnamedObjects().stream()).toList();
  }

  private static boolean hasKeys(Path spool) {
    try (Stream<Path> files = Files.list(spool)) {
      return files.anyMatch(file -> file.toString().endsWith(".keys") && isFilled(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFilled(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      // Its batch is finished.
      return false;
    }
  }

  @Override
  public void close() {
    settling.close();
  }
}
