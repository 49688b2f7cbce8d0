package org.keyferry.federation.gateway.feed;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.coyote.CloseNowException;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.wire.export.ObjectNames;

/**
 * Lets the bytes of a file flow from the store to a peer; no more than a buffer of them is held.
 *
 * @param store that has it
 */
record FileCopy(ObjectStore store) {
  private static final int BUFFER = 64 * 1024;

  /** The store does not give the file that was published, for now at least. */
  static final class FileAway extends IOException {
    private static final long serialVersionUID = 1L;

    FileAway(String reason, IOException cause) {
      super(reason, cause);
    }
  }

  /**
   * Sends the file.
   *
   * @param withBody whether the bytes are wanted, beside their number
   * @return the number of bytes sent
   * @throws FileAway if the store hasn't got it as it was published; nothing is sent then
   * @throws IOException if the peer is gone, or the store amid the bytes
   */
  long send(ChunkFile file, HttpServletResponse response, boolean withBody) throws IOException {
    try (StoredObject object = open(file)) {
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType(ObjectNames.EXPORT_MEDIA_TYPE);
      response.setContentLengthLong(file.size());
      return withBody ? copy(object, response) : 0;
    }
  }

  private StoredObject open(ChunkFile file) throws FileAway {
    Optional<StoredObject> opened;
    try {
      opened = store.get(file.objectName());
    } catch (IOException e) {
      throw new FileAway(e.getMessage(), e);
    }
    StoredObject object =
        opened.orElseThrow(() -> new FileAway("the store hasn't got " + file.objectName(), null));
    if (object.head().size() != file.size()) {
      var away = new FileAway("another object has the name " + file.objectName(), null);
      try {
        object.close();
      } catch (IOException e) {
        away.addSuppressed(e);
      }
      throw away;
    }
    return object;
  }

  private static long copy(StoredObject object, HttpServletResponse response) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long sent = 0;
    for (int read = read(object, buffer); read >= 0; read = read(object, buffer)) {
      response.getOutputStream().write(buffer, 0, read);
      sent += read;
    }
    return sent;
  }

  private static int read(StoredObject object, byte[] buffer) throws IOException {
    try {
      return object.bytes().read(buffer);
    } catch (IOException e) {
      // Part of it may be sent: only a broken connection tells the peer that it is not whole.
      throw new CloseNowException(e.getMessage(), e);
    }
  }
}
