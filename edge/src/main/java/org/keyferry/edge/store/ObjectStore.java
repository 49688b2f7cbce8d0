package org.keyferry.edge.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Objects under names, as S3 keeps them. Failures of the store are {@link IOException}s, all of
 * which may be tried again; what a caller must decide on is in the result.
 *
 * <p>A refused write may be one whose own earlier attempt got through while its answer was lost:
 * read back before deciding.
 */
public interface ObjectStore {

  /** Stores the object unless one of that name exists. */
  Stored putIfAbsent(String name, Content content) throws IOException;

  /** Replaces the object if its ETag is still the given one; refused if there is no object. */
  Stored putIfMatch(String name, String etag, Content content) throws IOException;

  /** The object with its bytes as a stream, or empty if there is none. The caller closes it. */
  Optional<StoredObject> get(String name) throws IOException;

  /** A part of the object, from the first byte and of the given length. The caller closes it. */
  Optional<StoredObject> get(String name, long offset, long length) throws IOException;

  /** What is known of the object without its bytes, or empty if there is none. */
  Optional<ObjectHead> head(String name) throws IOException;

  /** Names that start with the prefix, ascending. */
  List<String> list(String prefix) throws IOException;

  /** Removes the object; a missing one is no error. */
  void delete(String name) throws IOException;
}
