package org.keyferry.wire.peer;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which URLs may be asked: https, a host that is nobody's inside, no user, no query, no fragment.
 *
 * <p>A name that resolves to a private address passes here; who connects asks {@link
 * PrivateAddress} again.
 *
 * @param development whether loopback may be asked, too: for backends on one machine
 */
public record PeerUrl(boolean development) {
  private static final int LONGEST = 1024;
  private static final int HTTPS = 443;
  private static final int MOST_PORTS = 65_535;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final Pattern DOTTED = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)/(\\.|%2e){1,2}(/|$)");

  /**
   * A base URL in one form: host in lower case, no default port, a slash at its end.
   *
   * @param what the member or setting, for errors
   * @throws InvalidPeers if it may not be asked
   */
  public URI base(String what, String text) {
    URI url = document(what, text);
    return url.getRawPath().endsWith("/") ? url : URI.create(url + "/");
  }

  /**
   * A URL in one form: host in lower case, no default port.
   *
   * @param what the member or setting, for errors
   * @throws InvalidPeers if it may not be asked
   */
  public URI document(String what, String text) {
    URI url = parse(what, text);
    InvalidPeers.unless(
        "https".equalsIgnoreCase(url.getScheme()), what, "a URL of https", scheme(url));
    InvalidPeers.unless(url.getRawUserInfo() == null, what, "a URL without a user", "one with");
    InvalidPeers.unless(url.getRawQuery() == null, what, "a URL without a query", "one with");
    InvalidPeers.unless(url.getRawFragment() == null, what, "a URL without a fragment", "one with");
    InvalidPeers.unless(url.getHost() != null, what, "a URL with a host", "one without");
    InvalidPeers.unless(
        url.getPort() != 0 && url.getPort() <= MOST_PORTS,
        what,
        "a port from 1 to " + MOST_PORTS,
        url.getPort());
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    InvalidPeers.unless(
        !DOT_SEGMENT.matcher(path).find(), what, "a path without . and .. in it", path);
    String host = host(what, url.getHost().toLowerCase(Locale.ROOT));
    boolean usual = url.getPort() == -1 || url.getPort() == HTTPS;
    return URI.create("https://" + host + (usual ? "" : ":" + url.getPort()) + path);
  }

  private static URI parse(String what, String text) {
    InvalidPeers.unless(
        text != null && text.length() <= LONGEST,
        what,
        "a URL of at most " + LONGEST + " characters",
        text == null ? "none" : text.length() + " characters");
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw InvalidPeers.refused(what, "a URL", e.getReason());
    }
  }

  private static String scheme(URI url) {
    return url.getScheme() == null ? "none" : url.getScheme();
  }

  private String host(String what, String host) {
    if (host.startsWith("[")) {
      checkAddress(what, host.substring(1, host.length() - 1));
      return host;
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (NUMBER.matcher(last).matches()) {
      InvalidPeers.unless(
          DOTTED.matcher(name).matches(), what, "a name, or an address of four numbers", host);
      checkAddress(what, name);
      return name;
    }
    boolean local = name.equals("localhost") || name.endsWith(".localhost");
    InvalidPeers.unless(
        development || !local, what, "a host that is not this machine", "the name of this machine");
    InvalidPeers.unless(
        local || name.contains("."), what, "a host with its domain", "a name without a dot");
    return new DnsName(IDN.toASCII(name)).value();
  }

  private void checkAddress(String what, String literal) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw InvalidPeers.refused(what, "an address that is one", literal);
    }
    InvalidPeers.unless(
        !PrivateAddress.isPrivate(address) || (development && address.isLoopbackAddress()),
        what,
        development ? "a public address or one of this machine" : "a public address",
        "a private one");
  }
}
