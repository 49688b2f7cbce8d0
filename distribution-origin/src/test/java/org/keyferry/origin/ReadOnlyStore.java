package org.keyferry.origin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;

/** Refuses everything that credentials for reading do not allow. */
interface ReadOnlyStore extends ObjectStore {
  @Override
  default Stored putIfAbsent(String name, Content content) throws IOException {
    throw new IOException("403 AccessDenied");
  }

  @Override
  default Stored putIfMatch(String name, String etag, Content content) throws IOException {
    throw new IOException("403 AccessDenied");
  }

  @Override
  default void delete(String name) throws IOException {
    throw new IOException("403 AccessDenied");
  }

  @Override
  default List<String> list(String prefix) throws IOException {
    throw new IOException("403 AccessDenied");
  }

  @Override
  default Optional<StoredObject> get(String name, long offset, long length) throws IOException {
    throw new UnsupportedOperationException("no range was asked for");
  }
}
