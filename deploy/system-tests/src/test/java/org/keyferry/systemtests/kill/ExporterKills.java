package org.keyferry.systemtests.kill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;

/**
 * Kills the exporter, three times of five between a batch's first object and the index, else as
 * soon as it is up or has written an index, and starts it again.
 */
public final class ExporterKills {
  private final Backend backend;
  private final StoreWatch watch;
  private final Map<String, String> orphans = new LinkedHashMap<>();
  private KillCounts counts = KillCounts.NONE;

  /**
   * @param feed the feed whose objects are watched
   */
  public ExporterKills(Backend backend, String feed) {
    this.backend = backend;
    this.watch = new StoreWatch(backend.publicObjects(), feed);
  }

  /** Kills once and returns when the exporter is ready again. */
  public void next() {
    boolean hit =
        switch (counts.kills() % 5) {
          case 1 -> killAtOnce();
          case 3 -> killAfterIndex();
          default -> killBeforeIndex();
        };
    counts = counts.and(hit);
    backend.start(Part.EXPORTER);
  }

  /** The kills up to now; hits fell between the first object and the index. */
  public KillCounts counts() {
    return counts;
  }

  /** Objects that a kill left without an index, and that are gone or other bytes by now. */
  public List<String> changedOrphans() {
    return orphans.entrySet().stream()
        .filter(orphan -> !orphan.getValue().equals(watch.sha256(orphan.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Objects in the store that the index does not name. */
  public List<String> unnamedObjects() {
    return watch.unnamedObjects();
  }

  private boolean killAtOnce() {
    backend.kill(Part.EXPORTER);
    return false;
  }

  private boolean killAfterIndex() {
    watch.awaitIndex();
    backend.kill(Part.EXPORTER);
    return false;
  }

  private boolean killBeforeIndex() {
    String object = watch.awaitUnnamedObject();
    backend.kill(Part.EXPORTER);
    if (watch.isNamed(object)) {
      return false;
    }
    orphans.put(object, watch.sha256(object));
    return true;
  }
}
