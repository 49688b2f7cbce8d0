package org.keyferry.wire.efgs;

import java.util.List;
import java.util.OptionalInt;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.key.Region;

/**
 * Our events and keys of EFGS. Report types have the same numbers; a transmission risk of 0 is none
 * there; {@link OnsetCode} tells what becomes of days since onset.
 */
public final class EfgsMapping {
  private EfgsMapping() {}

  /**
   * A key of another country as an event of {@code keys.federated}; whether it is admitted is for
   * the processor to say, so nothing is corrected here. Visited countries are the regions of
   * interest; none that is a code of a region means the whole cluster.
   *
   * @param peer that it was read from
   * @param via the backends that it passed through before
   */
  public static FederatedKey toEvent(EfgsKey key, String peer, List<String> via) {
    var metadata =
        KeyMetadata.newBuilder()
            .setTransmissionRisk(key.risk() == EfgsKey.NO_RISK ? 0 : key.risk())
            .setReportTypeValue(key.reportType());
    OnsetCode.of(key.onset()).daysSinceOnset().ifPresent(metadata::setDaysSinceOnset);
    var event =
        FederatedKey.newBuilder()
            .setTemporaryExposureKey(
                TemporaryExposureKey.newBuilder()
                    .setKeyData(key.keyData())
                    .setRollingStartIntervalNumber(key.start())
                    .setRollingPeriod(key.period()))
            .setMetadata(metadata)
            .setOrigin(key.origin())
            .setPeer(peer)
            .addAllVia(via);
    List<String> regions =
        key.visitedCountries().stream().filter(Region::isCode).distinct().toList();
    if (!regions.isEmpty()) {
      event.setRegionsOfInterest(RegionsOfInterest.newBuilder().addAllRegions(regions));
    }
    return event.build();
  }

  /**
   * A key of a sealed batch for a hub.
   *
   * @param key of a feed of kind hub or gateway
   * @param origin that the batch states of every key, unless the key has its own
   * @param visitedCountries that the batch states of every key
   */
  public static EfgsKey fromBatch(BatchKey key, String origin, List<String> visitedCountries) {
    OptionalInt onset =
        key.hasDaysSinceOnset() ? OptionalInt.of(key.getDaysSinceOnset()) : OptionalInt.empty();
    return new EfgsKey(
        key.getKeyData(),
        key.getRollingStartIntervalNumber(),
        key.getRollingPeriod(),
        key.getTransmissionRisk() == 0 ? EfgsKey.NO_RISK : key.getTransmissionRisk(),
        visitedCountries,
        key.getOrigin().isEmpty() ? origin : key.getOrigin(),
        key.getReportType() == ReportType.UNRECOGNIZED ? 0 : key.getReportTypeValue(),
        OnsetCode.ofDaysSinceOnset(onset).value());
  }
}
