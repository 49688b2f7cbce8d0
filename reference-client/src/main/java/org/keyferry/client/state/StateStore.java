package org.keyferry.client.state;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.key.Region;

/** Keeps what a phone remembers. */
public interface StateStore {

  /** What is known of the region's feed. */
  RegionState read(Region region);

  /** Remembers it. */
  void write(Region region, RegionState state) throws IOException;

  /** Of which regions it knows anything. */
  Set<Region> regions();

  /** Leaves nothing that tells that this region was followed. */
  void forget(Region region) throws IOException;

  /** The last document of authorities that was believed. */
  Optional<Trail> authorities();

  /** The same with its signature; absent if only the trail of it was remembered. */
  Optional<String> authoritiesDocument();

  /**
   * Remembers it.
   *
   * @param signed the whole of it, with its signature
   */
  void writeAuthorities(Trail trail, String signed) throws IOException;

  /** What was loaded today. */
  DayBytes traffic();

  /** Remembers it. */
  void writeTraffic(DayBytes traffic) throws IOException;
}
