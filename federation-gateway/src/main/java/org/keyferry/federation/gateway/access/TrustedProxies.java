package org.keyferry.federation.gateway.access;

import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.keyferry.wire.settings.InvalidSetting;

/** Whose word on the certificates of their clients is taken. */
final class TrustedProxies {
  private final List<NetMask> ranges;

  /**
   * @param ranges addresses, or ranges such as {@code 10.0.0.0/8}
   * @throws InvalidSetting if one is neither
   */
  TrustedProxies(List<String> ranges) {
    this.ranges = ranges.stream().map(TrustedProxies::range).toList();
  }

  private static NetMask range(String text) {
    String name = "keyferry.federation-gateway.trusted-proxies";
    try {
      // A name would be looked up, and whoever answers would say whom we trust.
      InetAddress.ofLiteral(text.replaceFirst("/\\d+$", ""));
      return new NetMask(text);
    } catch (IllegalArgumentException e) {
      InvalidSetting.unless(false, name, "addresses, or ranges such as 10.0.0.0/8", text);
      throw e;
    }
  }

  /** Whether there is any. */
  boolean any() {
    return !ranges.isEmpty();
  }

  /** Whether the address, as it stands in a connection, is one of them. */
  boolean contains(String address) {
    if (!any()) {
      return false;
    }
    InetAddress literal = InetAddress.ofLiteral(address);
    return ranges.stream().anyMatch(range -> range.matches(literal));
  }
}
