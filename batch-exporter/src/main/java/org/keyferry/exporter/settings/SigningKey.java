package org.keyferry.exporter.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A key that signs export files: an entry of {@code keyferry.exporter.signing-keys}. */
public record SigningKey(
    @Setting("Its id, under which phones know the public key: 1 to 64 letters, digits and _.")
        String id,
    @Setting("Its version: 1 to 32 letters, digits, _, . and -. Default: v1.") String version,
    @Setting(
            "PEM file with the public key that phones know: the start ends if signatures don't fit"
                + " it. Default: the public key of the source.")
        Path publicKeyFile,
    @Setting("Signs batches whose window ends at this instant or later. Default: all.")
        Instant from,
    @Setting(
            "Signs batches whose window ends before this instant. A key that has ended needs no"
                + " source, only public-key-file, while files that it signed are kept. Default:"
                + " none.")
        Instant thru,
    @Setting(
            "How long a module or service that fails is asked again before the batch is put aside"
                + " for a while, 0 s to 5 min.")
        Duration patience,
    @Setting(
            "PEM file with the private key: PKCS#8, not encrypted, P-256. Exactly one of"
                + " private-key-file, pkcs12, pkcs11 and kms must be set. Default: none.")
        Path privateKeyFile,
    @Setting("The key is in a PKCS#12 file.") Pkcs12File pkcs12,
    @Setting("The key is in a module that has a PKCS#11 library.") Pkcs11Token pkcs11,
    @Setting("The key is in a key management service.") TransitService kms) {

  public SigningKey {
    version = version == null ? "v1" : version;
    patience = patience == null ? Duration.ofSeconds(30) : patience;
    InvalidSetting.unless(id != null, "keyferry.exporter.signing-keys[].id", "an id", "none");
    String prefix = "keyferry.exporter.signing-keys[" + id + "].";
    InvalidSetting.unlessBetween(
        Duration.ZERO, Duration.ofMinutes(5), prefix + "patience", patience);
    from = from == null ? Instant.MIN : from;
    thru = thru == null ? Instant.MAX : thru;
    InvalidSetting.unless(
        from.isBefore(thru), prefix + "thru", "an instant after from, " + from, thru);
    var set = named(privateKeyFile, pkcs12, pkcs11, kms);
    boolean ended = thru.isBefore(Instant.MAX) && publicKeyFile != null;
    InvalidSetting.unless(
        set.size() == 1 || (ended && set.isEmpty()),
        prefix + "private-key-file",
        "exactly one of private-key-file, pkcs12, pkcs11 and kms, or thru and public-key-file",
        set.isEmpty() ? "none" : String.join(" and ", set));
  }

  private static List<String> named(
      Path privateKeyFile, Pkcs12File pkcs12, Pkcs11Token pkcs11, TransitService kms) {
    var sources = new LinkedHashMap<String, Object>();
    sources.put("private-key-file", privateKeyFile);
    sources.put("pkcs12", pkcs12);
    sources.put("pkcs11", pkcs11);
    sources.put("kms", kms);
    sources.values().removeIf(Objects::isNull);
    return List.copyOf(sources.keySet());
  }

  /** Where the key is kept; nowhere if it has ended and can only be verified. */
  public Optional<KeySource> source() {
    Optional<KeySource> pem = Optional.ofNullable(privateKeyFile).map(PemFile::new);
    return pem.or(() -> Optional.ofNullable(pkcs12))
        .or(() -> Optional.ofNullable(pkcs11))
        .or(() -> Optional.ofNullable(kms));
  }
}
