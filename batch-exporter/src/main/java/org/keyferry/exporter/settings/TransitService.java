package org.keyferry.exporter.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A key in a key management service: {@code keyferry.exporter.signing-keys[].kms}. */
public record TransitService(
    @Setting(
            "Base URL of a key management service that speaks the HTTP API of Vault's transit"
                + " engine, as Vault and OpenBao do. https; http for this machine alone.")
        URI endpoint,
    @Setting("Path at which the engine is mounted.") String mount,
    @Setting("Name of the key, of type ecdsa-p256.") String keyName,
    @Setting(
            "Version of the key, 1 or more: a key that is rotated in the service keeps signing with"
                + " this one until a new signing key is set here.")
        Integer keyVersion,
    @Setting(
            "File with the bearer token, of one line; read for each request, so it can be renewed.")
        Path tokenFile,
    @Setting("Longest wait for an answer, 100 ms to 1 min.") Duration timeout)
    implements KeySource {

  private static final String PATH = "[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*";
  private static final String NAME = "[A-Za-z0-9_.-]+";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public TransitService {
    mount = mount == null ? "transit" : mount;
    keyVersion = keyVersion == null ? 1 : keyVersion;
    timeout = timeout == null ? Duration.ofSeconds(5) : timeout;
    String prefix = "keyferry.exporter.signing-keys[].kms.";
    InvalidSetting.unless(endpoint != null, prefix + "endpoint", "a URL", "none");
    InvalidSetting.unless(
        isSafe(endpoint),
        prefix + "endpoint",
        "a URL with https, without query, or one with http to this machine: the token must not"
            + " cross a network in the clear",
        endpoint.getScheme() + "://" + endpoint.getHost());
    InvalidSetting.unless(
        mount.matches(PATH), prefix + "mount", "a path of letters, digits and _ . - /", mount);
    InvalidSetting.unless(keyName != null, prefix + "key-name", "a name", "none");
    InvalidSetting.unless(
        keyName.matches(NAME), prefix + "key-name", "a name of letters, digits and _ . -", keyName);
    InvalidSetting.unlessBetween(1, Integer.MAX_VALUE, prefix + "key-version", keyVersion);
    InvalidSetting.unless(tokenFile != null, prefix + "token-file", "a file", "none");
    InvalidSetting.unlessBetween(
        Duration.ofMillis(100), Duration.ofMinutes(1), prefix + "timeout", timeout);
  }

  private static boolean isSafe(URI endpoint) {
    boolean plain =
        "http".equals(endpoint.getScheme()) && THIS_MACHINE.contains(endpoint.getHost());
    boolean bare =
        endpoint.getUserInfo() == null
            && endpoint.getQuery() == null
            && endpoint.getFragment() == null;
    return endpoint.getHost() != null && bare && (plain || "https".equals(endpoint.getScheme()));
  }
}
