package org.keyferry.federation.gateway.access;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.util.NetMask;
import org.keyferry.wire.settings.InvalidSetting;

/** Whose word on the certificates of their clients is taken. */
final class TrustedProxies {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?");

  private final List<NetMask> ranges;

  /**
   * @param ranges addresses, or ranges such as {@code 10.0.0.0/8}
   * @throws InvalidSetting if one is neither
   */
  TrustedProxies(List<String> ranges) {
    this.ranges = ranges.stream().map(TrustedProxies::range).toList();
  }

  private static NetMask range(String text) {
    try {
      // A name would be looked up, and whoever answers would say whom we trust.
      if (!IPV4.matcher(text).matches()) {
        InetAddress.ofLiteral(text.replaceFirst("/\\d+$", ""));
        requireRange(text.contains(":"), text);
      }
      return new NetMask(text);
    } catch (IllegalArgumentException e) {
      requireRange(false, text);
      throw e;
    }
  }

  private static void requireRange(boolean holds, String text) {
    InvalidSetting.unless(
        holds,
        "keyferry.federation-gateway.trusted-proxies",
        "addresses, or ranges such as 10.0.0.0/8",
        text);
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
