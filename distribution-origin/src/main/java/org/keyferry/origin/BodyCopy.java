package org.keyferry.origin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;

/** Lets bytes flow from the store to the client; no more than a buffer of them is held. */
final class BodyCopy {
  private static final int BUFFER = 64 * 1024;

  private BodyCopy() {}

  /**
   * Sends what was found.
   *
   * @return false if the object is another one by now; nothing is sent then
   * @throws StoreAway if the store fails, before or amid the bytes
   * @throws IOException if the client is gone
   */
  static boolean sent(
      ObjectStore store, Reply.Found found, Representation shown, HttpServletResponse response)
      throws IOException {
    Optional<StoredObject> opened = StoreAway.unless(() -> open(store, found, shown.objectName()));
    if (opened.isEmpty()) {
      response.reset();
      return false;
    }
    try (StoredObject object = opened.get()) {
      if (!object.head().etag().equals(shown.storeEtag())) {
        response.reset();
        return false;
      }
      copy(object.bytes(), response.getOutputStream());
    }
    return true;
  }

  private static Optional<StoredObject> open(ObjectStore store, Reply.Found found, String name)
      throws IOException {
    return switch (found) {
      case Reply.Whole _ -> store.get(name);
      case Reply.Part part -> store.get(name, part.first(), part.length());
    };
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int read = StoreAway.unless(() -> from.read(buffer));
    while (read >= 0) {
      to.write(buffer, 0, read);
      read = StoreAway.unless(() -> from.read(buffer));
    }
  }
}
