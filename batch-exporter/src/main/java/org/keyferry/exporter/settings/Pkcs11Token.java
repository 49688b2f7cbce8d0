package org.keyferry.exporter.settings;

import java.nio.file.Path;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A key in a hardware security module: {@code keyferry.exporter.signing-keys[].pkcs11}. */
public record Pkcs11Token(
    @Setting(
            "Configuration file of the JDK's SunPKCS11 provider, in place of library and slot, for"
                + " modules that need more.")
        Path configurationFile,
    @Setting("Absolute path of the module's PKCS#11 library. Default: none.") Path library,
    @Setting("Id of the slot that holds the token, 0 or more. Default: none.") Long slot,
    @Setting("Label of the key and of its certificate.") String keyLabel,
    @Setting("File with the user PIN, of one line.") Path pinFile)
    implements KeySource {

  /** What a line of a configuration of the provider can hold as a path. */
  private static final String PATH = "/[A-Za-z0-9_./+-]+";

  public Pkcs11Token {
    String prefix = "keyferry.exporter.signing-keys[].pkcs11.";
    InvalidSetting.unless(keyLabel != null, prefix + "key-label", "a label", "none");
    InvalidSetting.unless(pinFile != null, prefix + "pin-file", "a file", "none");
    if (configurationFile == null) {
      InvalidSetting.unless(
          library != null, prefix + "library", "a library, or configuration-file", "neither");
      InvalidSetting.unless(
          library.toString().matches(PATH),
          prefix + "library",
          "an absolute path of letters, digits and _ . / + - (configuration-file takes any)",
          library);
      InvalidSetting.unless(
          slot != null && slot >= 0, prefix + "slot", "the id of a slot, 0 or more", slot);
    } else {
      InvalidSetting.unless(
          library == null && slot == null,
          prefix + "configuration-file",
          "either configuration-file, or library and slot",
          "both");
    }
  }
}
