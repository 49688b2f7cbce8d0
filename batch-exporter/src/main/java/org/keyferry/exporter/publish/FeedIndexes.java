package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.exporter.record.Fence;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.export.ExportIndex;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.ObjectNames;

/**
 * The {@code index.txt} of every feed, changed by compare-and-set alone: a writer that read an
 * older list is refused and begins again. Each change has a higher generation in its metadata.
 *
 * <p>in: names that came or went; out: {@code FEED/index.txt}
 */
public final class FeedIndexes {
  private static final String GENERATION = "generation";
  private static final int ATTEMPTS = 20;

  private final ObjectStore store;
  private final PublishedBatches published;
  private final ObjectFolder folder;
  private final Fence fence;

  /**
   * Those that phones read.
   *
   * @param published what an index has to name that is gone and made anew
   */
  public FeedIndexes(ObjectStore store, PublishedBatches published) {
    this(store, published, ObjectFolder.PUBLIC, Fence.NONE);
  }

  private FeedIndexes(
      ObjectStore store, PublishedBatches published, ObjectFolder folder, Fence fence) {
    this.store = store;
    this.published = published;
    this.folder = folder;
    this.fence = fence;
  }

  /** Those of the folder. */
  public FeedIndexes in(ObjectFolder other) {
    return new FeedIndexes(store, published, other, fence);
  }

  /**
   * The same, changed only while the fence lets pass. It is asked after each reading: whoever takes
   * over later and changes an index makes the compare-and-set fail.
   */
  public FeedIndexes behind(Fence other) {
    return new FeedIndexes(store, published, folder, other);
  }

  /** An index as the store has it. */
  private record Found(ExportIndex index, String etag, long generation) {}

  /**
   * Makes the index name these objects too, all of which must be in the store. Makes the index if
   * there is none.
   *
   * @return the index as it is then
   */
  public ExportIndex add(String feed, Collection<String> names) throws IOException {
    return change(feed, all -> all.addAll(names));
  }

  /**
   * Makes the index name objects in place of others, in one step. Makes the index if there is none.
   */
  public ExportIndex replace(String feed, Collection<String> removed, Collection<String> added)
      throws IOException {
    return change(
        feed,
        all -> {
          all.removeAll(removed);
          all.addAll(added);
        });
  }

  /** Makes the index no longer name what the condition holds for; a missing index stays so. */
  public Optional<ExportIndex> removeIf(String feed, Predicate<String> condition)
      throws IOException {
    Optional<Found> found = find(feed);
    if (found.isPresent() && found.get().index().names().stream().anyMatch(condition)) {
      return Optional.of(change(feed, all -> all.removeIf(condition)));
    }
    return found.map(Found::index);
  }

  /** The index as the store has it, if it has one. */
  public Optional<ExportIndex> read(String feed) throws IOException {
    return find(feed).map(Found::index);
  }

  private ExportIndex change(String feed, Consumer<Set<String>> change) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Found> found = find(feed);
      var names = new TreeSet<String>(found.isEmpty() ? stored(feed) : found.get().index().names());
      change.accept(names);
      ExportIndex wanted = ExportIndex.of(names);
      boolean isSame = found.isPresent() && found.get().index().equals(wanted);
      if (!isSame) {
        fence.check();
      }
      if (isSame || put(feed, found, wanted) instanceof Stored.Written) {
        return wanted;
      }
    }
    throw new IOException(
        "the index of feed " + feed + " changed in each of " + ATTEMPTS + " tries");
  }

  /** What was published for the feed and is in the store. */
  private List<String> stored(String feed) throws IOException {
    List<String> recorded = published.names(feed);
    if (recorded.isEmpty()) {
      return recorded;
    }
    var inBucket = new HashSet<>(store.list(folder.inBucket(feed + "/")));
    return recorded.stream().filter(name -> inBucket.contains(folder.inBucket(name))).toList();
  }

  private Stored put(String feed, Optional<Found> found, ExportIndex wanted) throws IOException {
    String name = folder.inBucket(ObjectNames.index(feed));
    long generation = found.map(Found::generation).orElse(0L) + 1;
    byte[] bytes = wanted.render();
    var content =
        Content.of(
            bytes,
            ObjectNames.INDEX_MEDIA_TYPE,
            folder.cacheControl(ObjectNames.INDEX_CACHE_CONTROL),
            Map.of(
                GENERATION,
                String.valueOf(generation),
                DocumentNames.HASH_METADATA,
                ContentHash.of(bytes).toString()));
    return found.isEmpty()
        ? store.putIfAbsent(name, content)
        : store.putIfMatch(name, found.get().etag(), content);
  }

  private Optional<Found> find(String feed) throws IOException {
    String name = folder.inBucket(ObjectNames.index(feed));
    try (StoredObject object = store.get(name).orElse(null)) {
      if (object == null) {
        return Optional.empty();
      }
      var index = ExportIndex.parse(object.bytes().readAllBytes(), name);
      String generation = object.head().metadata().getOrDefault(GENERATION, "0");
      return Optional.of(new Found(index, object.head().etag(), Long.parseLong(generation)));
    } catch (MalformedExport | NumberFormatException e) {
      // Nothing of ours: an operator must look at it, and until then nothing is named.
      throw new IOException(name + " is not an index that was written here", e);
    }
  }
}
