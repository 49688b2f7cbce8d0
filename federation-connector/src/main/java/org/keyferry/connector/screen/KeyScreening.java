package org.keyferry.connector.screen;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.admission.Admission;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * Decides of each key of a peer whether it goes on: its origin is one that the peer may state, it
 * is none of ours, and the admission rules take it. The same rules are asked again by the
 * processor; here they keep junk out of its input, and are counted by peer.
 */
public final class KeyScreening {
  private final String peer;
  private final Set<Region> origins;
  private final Region home;
  private final KeyAdmission admission;

  /**
   * @param peer what the keys are read from
   * @param origins whose keys it may state
   * @param home our own region
   */
  public KeyScreening(String peer, Set<Region> origins, Region home, KeyAdmission admission) {
    this.peer = peer;
    this.origins = Set.copyOf(origins);
    this.home = home;
    this.admission = admission;
  }

  /** What becomes of a key. */
  public sealed interface Screened {
    /** It goes on, as the event that it becomes. */
    record PassedOn(FederatedKey event) implements Screened {}

    /** It goes no further. */
    record Dropped(RejectionReason reason) implements Screened {}
  }

  /** Judges a key that arrived at the given time, rounded down to the quantum. */
  public Screened judge(PeerKey key, Instant arrival) {
    if (key.origin().equals(home.code())) {
      return new Screened.Dropped(RejectionReason.OWN_KEY_RETURNED);
    }
    if (!key.trusted() || !mayState(key.origin())) {
      return new Screened.Dropped(RejectionReason.ORIGIN_NOT_ALLOWED);
    }
    return switch (admission.judge(key.candidate(), arrival)) {
      case Admission.Admitted admitted ->
          new Screened.PassedOn(event(admitted.key(), key, interest(key)));
      case Admission.Refused refused -> new Screened.Dropped(refused.reason());
    };
  }

  private boolean mayState(String origin) {
    return Region.isCode(origin) && origins.contains(new Region(origin));
  }

  private static Optional<RegionsOfInterest> interest(PeerKey key) {
    return key.interest().isEmpty()
        ? Optional.empty()
        : Optional.of(RegionsOfInterest.newBuilder().addAllRegions(key.interest()).build());
  }

  private FederatedKey event(
      DiagnosisKey key, PeerKey stated, Optional<RegionsOfInterest> interest) {
    var metadata =
        KeyMetadata.newBuilder()
            .setTransmissionRisk(key.risk().level())
            .setReportType(key.reportType());
    key.daysSinceOnset().ifPresent(metadata::setDaysSinceOnset);
    var event =
        FederatedKey.newBuilder()
            .setTemporaryExposureKey(
                TemporaryExposureKey.newBuilder()
                    .setKeyData(key.key().toByteString())
                    .setRollingStartIntervalNumber(key.start().number())
                    .setRollingPeriod(key.period().intervals()))
            .setMetadata(metadata)
            .setOrigin(stated.origin())
            .setPeer(peer);
    interest.ifPresent(event::setRegionsOfInterest);
    return event.build();
  }
}
