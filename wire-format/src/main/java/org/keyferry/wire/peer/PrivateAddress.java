package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;

/**
 * Addresses that no peer has: those of inside networks, of this machine, of many at once, and those
 * that only look like public ones because an address of the old kind is written in a new one.
 *
 * <p>From the IANA registries of special-purpose addresses.
 */
public final class PrivateAddress {
  private static final List<Range> RANGES =
      List.of(
          range("0.0.0.0", 8),
          range("10.0.0.0", 8),
          range("100.64.0.0", 10),
          range("127.0.0.0", 8),
          range("169.254.0.0", 16),
          range("172.16.0.0", 12),
          range("192.0.0.0", 24),
          range("192.0.2.0", 24),
          range("192.88.99.0", 24),
          range("192.168.0.0", 16),
          range("198.18.0.0", 15),
          range("198.51.100.0", 24),
          range("203.0.113.0", 24),
          range("224.0.0.0", 4),
          range("240.0.0.0", 4),
          // All of IPv6 that is no global unicast, with loopback, link-local, unique-local,
          // multicast
          // and translated addresses among it.
          range("::", 3),
          range("4000::", 2),
          range("8000::", 1),
          range("2001::", 23),
          range("2001:db8::", 32),
          range("2002::", 16),
          range("3fff::", 20));

  private PrivateAddress() {}

  private record Range(BigInteger first, int bits, int length) {
    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      int width = bytes.length * Byte.SIZE;
      return width == length
          && new BigInteger(1, bytes)
              .shiftRight(width - bits)
              .equals(first.shiftRight(width - bits));
    }
  }

  private static Range range(String first, int bits) {
    byte[] bytes = InetAddress.ofLiteral(first).getAddress();
    return new Range(new BigInteger(1, bytes), bits, bytes.length * Byte.SIZE);
  }

  /** Whether no peer may have that address. */
  public static boolean isPrivate(InetAddress address) {
    return RANGES.stream().anyMatch(range -> range.contains(requireNonNull(address)));
  }
}
