package org.keyferry.local.upload;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a person says about where their contacts may live.
 *
 * @param regionsOfInterest region codes; empty: they say nothing, and the authority's setting holds
 * @param consentToFederation whether their keys may leave the region; empty in the same case
 */
public record Declaration(
    Optional<List<String>> regionsOfInterest, Optional<Boolean> consentToFederation) {

  /** Of someone who says nothing, as with apps that don't ask. */
  public static final Declaration NONE = new Declaration(Optional.empty(), Optional.empty());

  /** Of someone whose keys may go wherever they were. */
  public static Declaration of(Collection<String> regions) {
    return new Declaration(Optional.of(List.copyOf(regions)), Optional.of(true));
  }
}
