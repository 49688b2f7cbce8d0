package org.keyferry.origin.kept;

import java.io.IOException;
import java.util.Optional;
import org.keyferry.wire.document.DocumentNames;

/** Reads both representations of what is stored twice. */
final class Twins {
  private Twins() {}

  /** Empty if the one that is not compressed is not there: it is written last. */
  static Optional<Kept> read(StoreReader store, String object) throws IOException {
    Optional<Representation> plain = store.inHeap(object);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Kept(plain.get(), store.inHeap(DocumentNames.gzip(object))));
  }
}
