package org.keyferry.edge.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object and a stream of its bytes.
 *
 * @param head what is known of it
 * @param bytes its bytes, or the part asked for
 */
public record StoredObject(ObjectHead head, InputStream bytes) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
