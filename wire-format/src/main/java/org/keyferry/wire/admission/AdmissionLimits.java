package org.keyferry.wire.admission;

import java.time.Duration;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/**
 * What a key may look like to be admitted: {@code keyferry.admission}. Equal in gateway and
 * processor.
 */
public record AdmissionLimits(
    @Setting(
            "How long ago a key's validity may have ended when it arrives, 1 d to 30 d. Known keys"
                + " are remembered as long.")
        Duration longestAge,
    @Setting("How far symptom onset may lie from a key's day, either way, 1 to 28 days.")
        Integer mostDaysSinceOnset,
    @Setting(
            "How many backends a key from elsewhere may have passed through, 1 to 64. Keys that go"
                + " in circles end as repeats; this is the fuse behind that, and what it refuses is"
                + " counted as too-many-hops.")
        Integer mostHops) {

  public AdmissionLimits {
    longestAge = longestAge == null ? Duration.ofDays(15) : longestAge;
    mostDaysSinceOnset = mostDaysSinceOnset == null ? 14 : mostDaysSinceOnset;
    mostHops = mostHops == null ? 8 : mostHops;
    InvalidSetting.unlessBetween(
        Duration.ofDays(1), Duration.ofDays(30), "keyferry.admission.longest-age", longestAge);
    InvalidSetting.unlessBetween(
        1, 28, "keyferry.admission.most-days-since-onset", mostDaysSinceOnset);
    InvalidSetting.unlessBetween(1, 64, "keyferry.admission.most-hops", mostHops);
  }
}
