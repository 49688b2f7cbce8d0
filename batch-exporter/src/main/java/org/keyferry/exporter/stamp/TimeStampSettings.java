package org.keyferry.exporter.stamp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** Who puts time stamps beside published objects: {@code keyferry.time-stamps}. */
public record TimeStampSettings(
    @Setting(
            "URL of a time-stamp authority (RFC 3161 over HTTP or HTTPS), without user, query and"
                + " fragment. It learns digests, and nothing else. Default: none, and no object has"
                + " a token.")
        URI authority,
    @Setting(
            "PEM file with the certificates that answers of the authority are verified with: its"
                + " own, or those of roots. Must be set if authority is. Default: none.")
        Path trustedCertificates,
    @Setting(
            "PEM file with the certificate of an authority built into the exporter, for one"
                + " machine: whoever can sign batches can then set their time, too. Instead of"
                + " authority. Default: none.")
        Path localCertificate,
    @Setting(
            "PEM file with the private key of local-certificate: PKCS#8, not encrypted, P-256."
                + " Default: none.")
        Path localPrivateKey,
    @Setting("How long the authority may take for an answer, 100 ms to 5 min.") Duration timeout,
    @Setting(
            "How far the time in an answer may be from the exporter's own, 1 s to 1 h; with another"
                + " the answer is refused.")
        Duration clockTolerance,
    @Setting(
            "How often all objects are looked through for those without a token, 1 s to 1 d. What"
                + " is published meanwhile is stamped at once.")
        Duration interval) {

  private static final String PREFIX = "keyferry.time-stamps.";

  public TimeStampSettings {
    timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    clockTolerance = clockTolerance == null ? Duration.ofMinutes(5) : clockTolerance;
    interval = interval == null ? Duration.ofMinutes(10) : interval;
    if (authority != null) {
      checkUrl(authority);
    }
    InvalidSetting.unless(
        authority == null || localCertificate == null,
        PREFIX + "authority",
        "either it or local-certificate",
        "both");
    InvalidSetting.unless(
        (authority == null) == (trustedCertificates == null),
        PREFIX + "trusted-certificates",
        "a PEM file if authority is set, and none otherwise",
        trustedCertificates == null ? "none" : "a file without authority");
    InvalidSetting.unless(
        (localCertificate == null) == (localPrivateKey == null),
        PREFIX + "local-private-key",
        "both local-certificate and local-private-key, or none",
        "one of them");
    InvalidSetting.unlessBetween(
        Duration.ofMillis(100), Duration.ofMinutes(5), PREFIX + "timeout", timeout);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofHours(1), PREFIX + "clock-tolerance", clockTolerance);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofDays(1), PREFIX + "interval", interval);
  }

  private static void checkUrl(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean plain =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    InvalidSetting.unless(
        (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && plain,
        PREFIX + "authority",
        "a URL such as https://tsa.example/tsr, without user, query and fragment",
        "another");
  }

  /** The file with the certificates that tokens are verified with, if there are any tokens. */
  Optional<Path> trust() {
    return Optional.ofNullable(trustedCertificates).or(() -> Optional.ofNullable(localCertificate));
  }
}
