package org.keyferry.connector.fetch;

import java.net.InetAddress;
import org.keyferry.wire.peer.PrivateAddress;

/**
 * Which addresses may be connected to: public ones. Whoever decides what a peer's name resolves to
 * could otherwise have us ask our own network.
 *
 * @param loopbackAllowed whether this machine may be a peer, as when several backends are tried on
 *     it
 */
public record AddressRule(boolean loopbackAllowed) {

  /** Whether a connection may be made to it. */
  public boolean allows(InetAddress address) {
    return !PrivateAddress.isPrivate(address) || (loopbackAllowed && address.isLoopbackAddress());
  }

  /**
   * Returns if a connection may be made to it.
   *
   * @throws ForbiddenAddress if not
   */
  void require(InetAddress address) throws ForbiddenAddress {
    if (!allows(address)) {
      throw new ForbiddenAddress();
    }
  }
}
