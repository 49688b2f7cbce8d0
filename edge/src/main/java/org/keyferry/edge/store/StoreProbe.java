package org.keyferry.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.keyferry.wire.Problem;

/**
 * Proves by trying that a store refuses a second writer of a name, replaces an object only while
 * its ETag is the expected one, and reads its own writes. Where a store drops the conditions, two
 * exporters could overwrite each other's published objects without a sign.
 *
 * <p>in: a store; out: the same store, with ETags in the form that it understands
 */
public final class StoreProbe {
  private final Function<EtagForm, ? extends ObjectStore> stores;
  private final String where;

  /**
   * @param stores gives the store with ETags in conditions in that form
   * @param where what to call the store in messages
   */
  public StoreProbe(Function<EtagForm, ? extends ObjectStore> stores, String where) {
    this.stores = stores;
    this.where = where;
  }

  /**
   * Tries it with an object of the given name, which must be this process's own, and removes the
   * object again.
   *
   * @return the store as it may be used
   * @throws UnusableStore if the store does not keep a condition or loses a write
   * @throws IOException if the store can't be reached or fails; trying again may help
   */
  public ObjectStore prove(String name) throws IOException {
    ObjectStore store = stores.apply(EtagForm.QUOTED);
    try {
      refuseSecondWriter(store, name);
      return replaceOnMatch(name);
    } finally {
      store.delete(name);
    }
  }

  private void refuseSecondWriter(ObjectStore store, String name) throws IOException {
    if (store.putIfAbsent(name, content("first")) instanceof Stored.Refused) {
      throw unusable("PUT of a new object with If-None-Match: *", "success", "412");
    }
    if (store.putIfAbsent(name, content("second")) instanceof Stored.Written) {
      throw unusable("PUT over an object with If-None-Match: *", "412", "success");
    }
    requireContent(store, name, "first");
  }

  private ObjectStore replaceOnMatch(String name) throws IOException {
    for (EtagForm form : EtagForm.values()) {
      ObjectStore store = stores.apply(form);
      String etag = requireHead(store, name).etag();
      if (store.putIfMatch(name, etag, content("third")) instanceof Stored.Written) {
        requireContent(store, name, "third");
        refuseStale(store, name, etag);
        return store;
      }
    }
    throw unusable(
        "PUT with the object's ETag in If-Match",
        "success with the ETag quoted or unquoted",
        "412 for both");
  }

  private void refuseStale(ObjectStore store, String name, String stale) throws IOException {
    if (store.putIfMatch(name, stale, content("fourth")) instanceof Stored.Written) {
      throw unusable("PUT with a replaced object's ETag in If-Match", "412", "success");
    }
    requireContent(store, name, "third");
  }

  private ObjectHead requireHead(ObjectStore store, String name) throws IOException {
    return store
        .head(name)
        .orElseThrow(() -> unusable("HEAD after a PUT", "the object", "no object"));
  }

  private void requireContent(ObjectStore store, String name, String expected) throws IOException {
    try (StoredObject found =
        store.get(name).orElseThrow(() -> unusable("GET after a PUT", "the object", "no object"))) {
      String actual = new String(found.bytes().readAllBytes(), StandardCharsets.UTF_8);
      if (!actual.equals(expected)) {
        throw unusable(
            "GET after a PUT", "the bytes of the write that was accepted", "other bytes");
      }
    }
  }

  private UnusableStore unusable(String what, String expected, String actual) {
    return UnusableStore.breaking(new Problem(what, where, expected, actual));
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.UTF_8), "text/plain", "no-store", Map.of());
  }
}
