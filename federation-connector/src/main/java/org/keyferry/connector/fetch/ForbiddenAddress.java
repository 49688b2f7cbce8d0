package org.keyferry.connector.fetch;

import java.io.IOException;

/** A peer's name resolves to an address that is no peer's. Says no address. */
final class ForbiddenAddress extends IOException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddress() {
    super("an address of a private network or of this machine");
  }
}
