package org.keyferry.client.fetch;

import java.net.URI;
import java.util.Objects;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;

/** Addresses that a document names stay on the host of the document. */
public final class HostGuard {
  private HostGuard() {}

  /**
   * Resolves a reference of a document.
   *
   * @param document where it came from
   * @param reference relative, or absolute on the same host
   * @throws AttackDetected if it leads elsewhere, or is no address
   */
  public static URI resolve(URI document, String reference) throws AttackDetected {
    URI address;
    try {
      address = document.resolve(reference);
    } catch (IllegalArgumentException e) {
      throw AttackDetected.of(Attack.MALFORMED, "address", document, "a URI", "something else");
    }
    boolean stays =
        Objects.equals(document.getScheme(), address.getScheme())
            && Objects.equals(document.getRawAuthority(), address.getRawAuthority());
    if (!stays) {
      throw AttackDetected.of(
          Attack.OTHER_HOST,
          "address of data",
          document,
          "one on " + document.getRawAuthority(),
          "one on " + address.getRawAuthority());
    }
    return address;
  }
}
