package org.keyferry.origin.kept;

import java.io.IOException;

/** The store did not give what it has. Trying again may help. */
public final class StoreAway extends IOException {
  private static final long serialVersionUID = 1L;

  /** Something asked of the store. */
  @FunctionalInterface
  public interface Request<T> {
    /** Sends it, and returns what the store gives. */
    T send() throws IOException;
  }

  public StoreAway(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  public StoreAway(String message) {
    super(message);
  }

  /** What the store gives, with its failures told apart from those of the client's connection. */
  public static <T> T unless(Request<T> request) throws StoreAway {
    try {
      return request.send();
    } catch (StoreAway e) {
      throw e;
    } catch (IOException e) {
      throw new StoreAway(e);
    }
  }
}
