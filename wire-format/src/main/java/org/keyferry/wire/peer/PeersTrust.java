package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.keyferry.wire.key.Region;

/**
 * Where trust in documents of peers begins; from there on each version names who may sign the next.
 *
 * @param keys who may sign the first version that is taken
 * @param firstVersion the version where the chain begins: 1, or a later one where it had to begin
 *     anew; earlier ones are refused
 * @param home the region whose document is awaited; empty: any
 * @param urls which URLs may be in it
 */
public record PeersTrust(
    List<DocumentKey> keys, long firstVersion, Optional<Region> home, PeerUrl urls) {

  /**
   * @throws IllegalArgumentException if there is no key, or the version is no version
   */
  public PeersTrust {
    keys = List.copyOf(keys);
    requireNonNull(home);
    requireNonNull(urls);
    if (keys.isEmpty() || firstVersion < 1) {
      throw new IllegalArgumentException("trust needs a key and a version of 1 or more");
    }
  }

  /** Trust in a first version by one of the keys, for whatever region. */
  public static PeersTrust of(PeerUrl urls, DocumentKey... keys) {
    return new PeersTrust(List.of(keys), 1, Optional.empty(), urls);
  }
}
