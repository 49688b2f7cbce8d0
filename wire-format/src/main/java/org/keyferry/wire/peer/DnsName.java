package org.keyferry.wire.peer;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DNS name, in lower case; internationalised ones as their {@code xn--} form.
 *
 * @param value such as {@code be.eu.example}
 */
public record DnsName(String value) {
  private static final int LONGEST = 253;
  private static final Pattern SHAPE =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /**
   * @throws InvalidPeers if it has another shape
   */
  public DnsName {
    InvalidPeers.unless(
        value != null && value.length() <= LONGEST && SHAPE.matcher(value).matches(),
        "DNS name",
        "labels of letters, digits and - in lower case, joined by dots, no wildcard",
        value);
  }

  static boolean isName(String text) {
    return text.length() <= LONGEST && SHAPE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  static DnsName of(String text) {
    return new DnsName(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a certificate states that name, whatever its case. */
  static boolean isSame(DnsName name, String stated) {
    return name.value.equals(stated.toLowerCase(Locale.ROOT));
  }

  /** Whether it is that name or lies below it. */
  public boolean isIn(DnsName domain) {
    return value.equals(domain.value) || value.endsWith("." + domain.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
