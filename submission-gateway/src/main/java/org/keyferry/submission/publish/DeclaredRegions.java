package org.keyferry.submission.publish;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.submission.certificate.HealthAuthority;
import org.keyferry.wire.key.Region;

/**
 * Where an upload says that its keys are of interest.
 *
 * <p>A traveller's keys are of interest to the whole cluster. Else the request's regions count, as
 * far as they are listed; none of them means home only. Else the authority's setting does: {@code
 * none} is home only, {@code cluster} and {@code all} are the whole cluster.
 */
final class DeclaredRegions {
  private static final RegionsOfInterest HOME_ONLY = RegionsOfInterest.getDefaultInstance();
  private static final RegionsOfInterest WHOLE_CLUSTER =
      RegionsOfInterest.newBuilder().setWholeCluster(true).build();

  private final String home;
  private final Set<String> listed;

  /**
   * @param home may be named, and says nothing
   * @param listed the regions and clusters that may be named
   */
  DeclaredRegions(Region home, Collection<Region> listed) {
    this.home = home.code();
    this.listed = listed.stream().map(Region::code).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The regions of interest of every key of the upload.
   *
   * @throws UploadRefused if the request names a region that is not listed
   */
  RegionsOfInterest of(PublishRequest request, HealthAuthority authority) {
    RegionsOfInterest declared =
        request.regionsOfInterest().map(this::named).orElseGet(() -> byDefault(authority));
    return request.traveler() ? WHOLE_CLUSTER : declared;
  }

  private RegionsOfInterest named(List<String> codes) {
    for (String code : codes) {
      if (code == null || !(code.equals(home) || listed.contains(code))) {
        // Not shown: it may be finer than any region that we would keep.
        throw UploadRefused.badRequest("regionsOfInterest", "listed regions", "another");
      }
    }
    return RegionsOfInterest.newBuilder()
        .addAllRegions(
            codes.stream().filter(code -> !code.equals(home)).distinct().sorted().toList())
        .build();
  }

  private static RegionsOfInterest byDefault(HealthAuthority authority) {
    return switch (authority.interest()) {
      case NONE -> HOME_ONLY;
      case CLUSTER, ALL -> WHOLE_CLUSTER;
    };
  }
}
