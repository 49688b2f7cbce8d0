package org.keyferry.wire.ens;

import java.util.Collection;
import java.util.List;
import org.keyferry.wire.ens.format.FederationFetchRequest;
import org.keyferry.wire.key.Region;

/**
 * What a server is asked for.
 *
 * @param include regions whose keys are wanted; never none, as none means all
 * @param exclude region whose keys are not: our own
 * @param onlyTravelers whether keys of travellers alone are wanted
 * @param onlyLocal whether keys alone are wanted that were uploaded there
 * @param state how far it has been read
 */
public record EnsRequest(
    List<Region> include,
    Region exclude,
    boolean onlyTravelers,
    boolean onlyLocal,
    EnsState state) {
  /** The method that it is for. */
  public static final String METHOD = "Federation/Fetch";

  /** How many keys an answer has at most. */
  public static final int MOST_KEYS = 500;

  /**
   * @throws IllegalArgumentException if no region is wanted, or one that is not
   */
  public EnsRequest {
    include = List.copyOf(include);
    if (include.isEmpty() || include.contains(exclude)) {
      throw new IllegalArgumentException(
          "expected regions other than " + exclude + ", got " + include);
    }
  }

  /** The message. */
  public byte[] toByteArray() {
    var request =
        FederationFetchRequest.newBuilder()
            .addAllIncludeRegions(codes(include))
            .addExcludeRegions(exclude.code())
            .setOnlyTravelers(onlyTravelers)
            .setOnlyLocalProvenance(onlyLocal)
            .setMaxExposureKeys(MOST_KEYS);
    if (!state.equals(EnsState.START)) {
      request.setState(state.message());
    }
    return request.build().toByteArray();
  }

  private static List<String> codes(Collection<Region> regions) {
    return regions.stream().map(Region::code).sorted().toList();
  }
}
