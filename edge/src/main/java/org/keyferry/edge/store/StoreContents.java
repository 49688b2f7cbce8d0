package org.keyferry.edge.store;

import java.io.IOException;
import java.util.List;

/** Everything that a store keeps, also what is deleted or was never finished. */
public interface StoreContents {

  /** All pieces of names that start with the prefix. */
  List<StoredPiece> list(String prefix) throws IOException;

  /** Removes a piece for good; a missing one is no error. */
  void remove(StoredPiece piece) throws IOException;
}
