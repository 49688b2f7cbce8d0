package org.keyferry.wire.interop;

import java.util.List;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.TemporaryExposureKey;

/**
 * Our events and exposures of the interop server.
 *
 * <pre>
 * testType reportType      ours            ours        testType reportType
 *  any     1 to 5          the same        confirmed      1        1
 *  1 or 2  0               confirmed       clinical       1        2
 *  3       0               self-report     self-report    3        3
 *  others  0               unspecified     revoked        1        5
 * </pre>
 *
 * <p>Senders of 2023 state 0 for rapid tests, so the test type decides there.
 */
public final class InteropMapping {
  private static final int MOST_RISK = 7;
  private static final int MOST_DAYS = 14;

  private InteropMapping() {}

  /**
   * An exposure of another nation as an event of {@code keys.federated}. Regions are the sender's
   * own and none of interest: everything goes to everybody here. A day of onset farther than 14
   * days is left out.
   *
   * @param peer that it was read from
   * @param via the backends that it passed through before
   */
  public static FederatedKey toEvent(InteropExposure exposure, String peer, List<String> via) {
    var metadata =
        KeyMetadata.newBuilder()
            .setTransmissionRisk(exposure.risk())
            .setReportTypeValue(reportType(exposure));
    if (Math.abs((long) exposure.daysSinceOnset()) <= MOST_DAYS) {
      metadata.setDaysSinceOnset(exposure.daysSinceOnset());
    }
    return FederatedKey.newBuilder()
        .setTemporaryExposureKey(
            TemporaryExposureKey.newBuilder()
                .setKeyData(exposure.keyData())
                .setRollingStartIntervalNumber(exposure.start())
                .setRollingPeriod(exposure.period()))
        .setMetadata(metadata)
        .setOrigin(exposure.origin())
        .setPeer(peer)
        .addAllVia(via)
        .build();
  }

  private static int reportType(InteropExposure exposure) {
    if (exposure.reportType() != ReportType.REPORT_TYPE_UNSPECIFIED_VALUE) {
      return exposure.reportType();
    }
    return TestType.of(exposure.testType())
        .map(type ->
            type == TestType.SELF_ASSISTED_LFT
                ? ReportType.SELF_REPORT_VALUE
                : ReportType.CONFIRMED_TEST_VALUE)
        .orElse(ReportType.REPORT_TYPE_UNSPECIFIED_VALUE);
  }

  /**
   * A key of a sealed batch for an interop server. A transmission risk of 8 becomes 7, the highest
   * there, and an unknown day of onset 0.
   *
   * @param key of a feed of kind hub or gateway
   * @param regions what to state as the regions, such as the home region
   */
  public static InteropExposure fromBatch(BatchKey key, List<String> regions) {
    boolean self = key.getReportType() == ReportType.SELF_REPORT;
    return new InteropExposure(
        key.getKeyData(),
        key.getRollingStartIntervalNumber(),
        key.getRollingPeriod(),
        Math.min(key.getTransmissionRisk(), MOST_RISK),
        regions,
        (self ? TestType.SELF_ASSISTED_LFT : TestType.PCR).code(),
        key.getReportType() == ReportType.UNRECOGNIZED ? 0 : key.getReportTypeValue(),
        key.hasDaysSinceOnset() ? key.getDaysSinceOnset() : 0,
        "");
  }
}
