package org.keyferry.exporter.settings;

import java.nio.file.Path;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A key that signs export files: an entry of {@code keyferry.exporter.signing-keys}. */
public record SigningKey(
    @Setting("Its id, under which phones know the public key: 1 to 64 letters, digits and _.")
        String id,
    @Setting("Its version: 1 to 32 letters, digits, _, . and -. Default: v1.") String version,
    @Setting("PEM file with the private key: PKCS#8, not encrypted, P-256.") Path privateKeyFile) {

  public SigningKey {
    version = version == null ? "v1" : version;
    InvalidSetting.unless(id != null, "keyferry.exporter.signing-keys[].id", "an id", "none");
    InvalidSetting.unless(
        privateKeyFile != null,
        "keyferry.exporter.signing-keys[].private-key-file",
        "a file",
        "none");
  }
}
