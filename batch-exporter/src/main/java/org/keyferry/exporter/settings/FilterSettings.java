package org.keyferry.exporter.settings;

import java.util.Set;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** The filters beside the data of batches: {@code keyferry.exporter.lists.filter}. */
public record FilterSettings(
    @Setting("Whether batches get a filter of what their keys broadcast (docs/ccf1.md).")
        Boolean enabled,
    @Setting("What filters are like: binary-fuse, cuckoo or golomb.") FilterKind kind,
    @Setting(
            "Bits of a fingerprint, 8, 16, 32 or 48: of 2 to the power of it about one foreign"
                + " identifier is taken for one of the batch.")
        Integer fingerprintBits,
    @Setting(
            "A batch whose keys broadcast more identifiers gets no filter, 1 to 100,000,000. A key"
                + " that is valid for a day has 144; while a filter is made, the heap needs up to 80"
                + " bytes for each identifier.")
        Integer mostItems) {
  private static final Set<Integer> FINGERPRINTS = Set.of(8, 16, 32, 48);

  public FilterSettings {
    enabled = enabled == null || enabled;
    kind = kind == null ? FilterKind.BINARY_FUSE : kind;
    fingerprintBits = fingerprintBits == null ? 32 : fingerprintBits;
    mostItems = mostItems == null ? 1_000_000 : mostItems;
    String prefix = "keyferry.exporter.lists.filter.";
    InvalidSetting.unless(
        FINGERPRINTS.contains(fingerprintBits),
        prefix + "fingerprint-bits",
        "8, 16, 32 or 48",
        fingerprintBits);
    InvalidSetting.unlessBetween(1, 100_000_000, prefix + "most-items", mostItems);
  }

  /** What filters of temporary exposure keys are like. */
  public FilterShape shape() {
    return new FilterShape(kind, fingerprintBits, ItemKind.PROXIMITY_ID);
  }
}
