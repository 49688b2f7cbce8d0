package org.keyferry.edge.store;

import java.io.IOException;

/** The store has no object of that name. */
final class MissingObject extends IOException {
  private static final long serialVersionUID = 1L;

  MissingObject(String object) {
    super("no object " + object);
  }
}
