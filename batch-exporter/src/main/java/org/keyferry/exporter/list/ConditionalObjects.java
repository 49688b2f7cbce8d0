package org.keyferry.exporter.list;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;

/**
 * Objects that are replaced by compare-and-set alone, and what was last seen of each: who is the
 * only one to write them needs no request but the writes.
 *
 * <p>in: objects to be replaced; out: those objects in the store, some at a time
 */
final class ConditionalObjects implements AutoCloseable {
  private final ObjectStore store;
  private final ExecutorService workers;
  private final Map<String, Optional<Seen>> seen = new ConcurrentHashMap<>();

  /**
   * @param workers send requests; closed with this
   */
  ConditionalObjects(ObjectStore store, ExecutorService workers) {
    this.store = store;
    this.workers = workers;
  }

  /** An object as it was last seen. */
  record Seen(String etag, Map<String, String> metadata) {}

  /** An object as it is to be. */
  record Replacement(String name, Content content) {}

  /** What is known of the object; empty if there is none. It may have changed since. */
  Optional<Seen> find(String name) {
    return seen.getOrDefault(name, Optional.empty());
  }

  /** Looks at those of the objects of which nothing is known. */
  void look(List<String> names) throws IOException {
    all(
        names.stream()
            .filter(name -> !seen.containsKey(name))
            .<Callable<Boolean>>map(name ->
                () -> {
                  var head = store.head(name);
                  seen.put(name, head.map(found -> new Seen(found.etag(), found.metadata())));
                  return true;
                })
            .toList());
  }

  /** Knows nothing of the objects any more. */
  void forget(List<String> names) {
    names.forEach(seen::remove);
  }

  /** The bytes of the object, and with them what is known of it. */
  Optional<byte[]> read(String name) throws IOException {
    try (StoredObject object = store.get(name).orElse(null)) {
      if (object == null) {
        seen.put(name, Optional.empty());
        return Optional.empty();
      }
      byte[] bytes = object.bytes().readAllBytes();
      seen.put(name, Optional.of(new Seen(object.head().etag(), object.head().metadata())));
      return Optional.of(bytes);
    }
  }

  /**
   * Replaces the objects, each unless it changed since it was seen.
   *
   * @return whether all were replaced; of those that were not nothing is known any more
   */
  boolean replace(List<Replacement> replacements) throws IOException {
    return all(
        replacements.stream()
            .<Callable<Boolean>>map(each -> () -> replace(each.name(), each.content()))
            .toList());
  }

  private boolean replace(String name, Content content) throws IOException {
    // Until there is an answer nobody knows which one is there.
    Optional<Seen> before = Optional.ofNullable(seen.remove(name)).orElse(Optional.empty());
    Stored stored =
        before.isPresent()
            ? store.putIfMatch(name, before.get().etag(), content)
            : store.putIfAbsent(name, content);
    if (stored instanceof Stored.Written written) {
      seen.put(name, Optional.of(new Seen(written.etag(), content.metadata())));
      return true;
    }
    return false;
  }

  /** Deletes the object, if it is there. */
  void delete(String name) throws IOException {
    store.delete(name);
    seen.put(name, Optional.empty());
  }

  private boolean all(List<Callable<Boolean>> tasks) throws IOException {
    boolean isDone = true;
    try {
      for (var task : workers.invokeAll(tasks)) {
        isDone &= task.get();
      }
      return isDone;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while lists were being stored", e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
