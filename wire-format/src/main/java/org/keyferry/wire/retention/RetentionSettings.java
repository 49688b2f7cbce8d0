package org.keyferry.wire.retention;

import java.time.Duration;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** The health authority's promise of deletion: {@code keyferry.retention}. Equal in all apps. */
public record RetentionSettings(
    @Setting(
            "How long after its arrival anything of a key may exist anywhere in this backend, 1 d"
                + " to 30 d. Nothing is deleted later because of it: an app whose other settings"
                + " could keep a key longer does not start. docs/retention.md has the sum.")
        Duration everything) {

  public RetentionSettings {
    everything = everything == null ? Duration.ofDays(30) : everything;
    InvalidSetting.unlessBetween(
        Duration.ofDays(1), Duration.ofDays(30), "keyferry.retention.everything", everything);
  }
}
