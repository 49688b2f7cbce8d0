package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.keyferry.wire.key.Region;

/**
 * Whose document it is: the backend that reads it.
 *
 * @param region whose phones it serves
 * @param cluster in which the region is; empty: in none
 * @param vendor who makes the backend; peers of the same vendor begin in a later phase
 */
public record Home(Region region, Optional<ClusterId> cluster, String vendor) {
  public Home {
    requireNonNull(region);
    requireNonNull(cluster);
    Peer.checkVendor("home.vendor", vendor);
  }
}
