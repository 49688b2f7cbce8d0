package org.keyferry.exporter.settings;

import java.nio.file.Path;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A key in a PKCS#12 file: {@code keyferry.exporter.signing-keys[].pkcs12}. */
public record Pkcs12File(
    @Setting("PKCS#12 file with the private key on P-256.") Path file,
    @Setting("Alias of its entry.") String alias,
    @Setting("File with the password, of one line.") Path passwordFile)
    implements KeySource {

  public Pkcs12File {
    String prefix = "keyferry.exporter.signing-keys[].pkcs12.";
    InvalidSetting.unless(file != null, prefix + "file", "a file", "none");
    InvalidSetting.unless(alias != null, prefix + "alias", "an alias", "none");
    InvalidSetting.unless(passwordFile != null, prefix + "password-file", "a file", "none");
  }
}
