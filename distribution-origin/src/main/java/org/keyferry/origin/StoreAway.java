package org.keyferry.origin;

import java.io.IOException;

/** The store did not give what it has. Trying again may help. */
final class StoreAway extends IOException {
  private static final long serialVersionUID = 1L;

  /** Something asked of the store. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  StoreAway(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** What the store gives, with its failures told apart from those of the client's connection. */
  static <T> T unless(Request<T> request) throws StoreAway {
    try {
      return request.send();
    } catch (IOException e) {
      throw new StoreAway(e);
    }
  }
}
