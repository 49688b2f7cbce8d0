package org.keyferry.submission.revision;

import java.nio.file.Path;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A data key that revision tokens are sealed with. */
public record RevisionKeySettings(
    @Setting("Number of the key, 1 to 2,147,483,647, which tokens name; never used for another.")
        Integer id,
    @Setting(
            "File of exactly 32 random bytes, the same on every gateway; head -c 32 /dev/urandom >"
                + " FILE makes one.")
        Path file) {

  private static final String AT = "keyferry.gateway.revision-keys[]";

  public RevisionKeySettings {
    InvalidSetting.unless(
        id != null && id > 0, AT + ".id", "a number from 1", id == null ? "nothing" : id);
    InvalidSetting.unless(
        file != null, AT + "[" + id + "].file", "a file of 32 random bytes", "nothing");
  }
}
