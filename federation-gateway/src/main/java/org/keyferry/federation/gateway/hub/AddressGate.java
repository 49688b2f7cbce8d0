package org.keyferry.federation.gateway.hub;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.keyferry.wire.peer.PrivateAddress;

/**
 * Resolves names for whoever connects on another's behalf: to public addresses, or not at all. What
 * is looked at is what is connected to, so that a name can't change its mind between.
 *
 * @param development whether loopback is let through, too
 */
record AddressGate(boolean development) implements DnsResolver {

  /**
   * Makes sure that all addresses of a host may be asked.
   *
   * @throws UnknownHostException if one may not
   */
  void check(InetAddress... addresses) throws UnknownHostException {
    for (InetAddress address : addresses) {
      boolean own = development && address.isLoopbackAddress();
      if (!own && PrivateAddress.isPrivate(address)) {
        throw new UnknownHostException("a host with a private address");
      }
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    check(addresses);
    return addresses;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return List.of(resolve(host)).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return resolve(host)[0].getCanonicalHostName();
  }
}
