package org.keyferry.federation.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How other backends are let in and answered: {@code keyferry.federation-gateway}. */
public record FederationGatewaySettings(
    @Setting("The region whose backend this is; the peers document has to be its own.")
        Region homeRegion,
    @Setting(
            "PEM file with the server's certificate, and those between it and its root. When it"
                + " changes, the next connection sees the new one. Without it the server speaks"
                + " plain HTTP, and only to trusted-proxies.")
        Path certificateFile,
    @Setting("PEM file with the private key of that certificate, without a password.")
        Path privateKeyFile,
    @Setting(
            "Addresses and ranges, such as 10.0.0.0/8, of proxies that end TLS and tell their"
                + " clients' certificates as RFC 9440 says. From others nothing of it is believed.")
        List<String> trustedProxies,
    @Setting(
            "Name of the health authority that verifies diagnoses here, for peers to see; at most"
                + " 64 printable ASCII characters. Default: none is told.")
        String verificationAuthority,
    @Setting("The least time after which peers are advised to ask again, 1 s to 1 h.")
        Duration shortestPoll,
    @Setting("The longest time after which peers are advised to ask again, 1 min to 6 h.")
        Duration longestPoll,
    @Setting("How many requests of one peer are answered at once, 1 to 1,000; more get 429.")
        Integer requestsAtOnce,
    @Setting("How many hints of one peer are taken in a minute, 1 to 6,000; more get 429.")
        Integer hintsPerMinute) {

  private static final String AT = "keyferry.federation-gateway.";
  private static final Pattern LABEL = Pattern.compile("[ -~]{1,64}");

  public FederationGatewaySettings {
    InvalidSetting.unless(homeRegion != null, AT + "home-region", "a region code", "none");
    trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
    shortestPoll = shortestPoll == null ? Duration.ofMinutes(1) : shortestPoll;
    longestPoll = longestPoll == null ? Duration.ofHours(2) : longestPoll;
    requestsAtOnce = requestsAtOnce == null ? 16 : requestsAtOnce;
    hintsPerMinute = hintsPerMinute == null ? 60 : hintsPerMinute;
    checkTls(certificateFile, privateKeyFile, trustedProxies);
    InvalidSetting.unless(
        verificationAuthority == null
            || (LABEL.matcher(verificationAuthority).matches()
                && verificationAuthority.equals(verificationAuthority.strip())),
        AT + "verification-authority",
        "1 to 64 printable ASCII characters, no space at either end",
        verificationAuthority);
    checkPolls(shortestPoll, longestPoll);
    InvalidSetting.unlessBetween(1, 1000, AT + "requests-at-once", requestsAtOnce);
    InvalidSetting.unlessBetween(1, 6000, AT + "hints-per-minute", hintsPerMinute);
  }

  private static void checkTls(
      Path certificateFile, Path privateKeyFile, List<String> trustedProxies) {
    InvalidSetting.unless(
        (certificateFile == null) == (privateKeyFile == null),
        AT + (certificateFile == null ? "certificate-file" : "private-key-file"),
        "both a certificate and its key, or neither",
        "only the other one");
    InvalidSetting.unless(
        certificateFile != null || !trustedProxies.isEmpty(),
        AT + "certificate-file",
        "a PEM file with the server's certificate, or trusted-proxies that end TLS",
        "neither");
  }

  private static void checkPolls(Duration shortestPoll, Duration longestPoll) {
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofHours(1), AT + "shortest-poll", shortestPoll);
    InvalidSetting.unlessBetween(
        Duration.ofMinutes(1), Duration.ofHours(6), AT + "longest-poll", longestPoll);
    InvalidSetting.unless(
        shortestPoll.compareTo(longestPoll) <= 0,
        AT + "shortest-poll",
        "no more than longest-poll, " + longestPoll,
        shortestPoll);
  }
}
