package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Security;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.keyferry.exporter.settings.Pkcs11Token;

/**
 * A hardware security module in software: SoftHSM2 of Debian. Where the build runs as root of a
 * Debian it installs it; elsewhere it takes what is there.
 */
public final class SoftHsm {
  /** Opens the token. */
  public static final String PIN = "72645193";

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/libsofthsm2.so"),
          Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  private static final Path APT = Path.of("/usr/bin/apt-get");
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
  private static final Optional<SoftHsm> ONLY = find().map(SoftHsm::new);

  private final Path library;
  private final Path directory;
  private final long slot;

  /** A token that is wiped at every start: the library reads its directory once in a process. */
  private SoftHsm(Path library) {
    this.library = library;
    this.directory = Path.of(System.getenv("SOFTHSM2_CONF")).getParent();
    try {
      wipe(directory);
      Path tokens = Files.createDirectories(directory.resolve("tokens"));
      Files.writeString(
          directory.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
      Files.writeString(pinFile(), PIN + "\n");
      String told =
          run(
              "softhsm2-util",
              "--init-token",
              "--free",
              "--label=keyferry",
              "--pin=" + PIN,
              "--so-pin=" + PIN);
      var matcher = SLOT.matcher(told);
      assertThat(matcher.find()).as(told).isTrue();
      slot = Long.parseLong(matcher.group(1));
      Files.writeString(
          configurationFile(), "name = tests\nlibrary = " + library + "\nslot = " + slot + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The module; tests that ask for it have the tag {@code hsm}. */
  public static SoftHsm required() {
    return ONLY.orElseThrow(() ->
        new IllegalStateException(
            "SoftHSM2: expected the package softhsm2, got none, and this build may not install it;"
                + " without these tests: ./mvnw verify -Dexcluded.test.tags=long,containers,hsm"));
  }

  private static Optional<Path> find() {
    if (installed().isEmpty()
        && Files.isExecutable(APT)
        && System.getProperty("user.name").equals("root")) {
      execute(APT.toString(), "-q", "update");
      var told =
          execute(APT.toString(), "-q", "install", "-y", "--no-install-recommends", "softhsm2");
      if (!told.succeeded()) {
        System.out.println("*** apt-get could not install softhsm2: " + told.output());
      }
    }
    return installed();
  }

  private static Optional<Path> installed() {
    return PLACES.stream().filter(Files::exists).findFirst();
  }

  /** Makes a key on P-256 with a certificate, both under the label, in the module. */
  public void makeKey(String label) {
    makeKey(label, "secp256r1");
  }

  /** Makes a key on the curve with a certificate, both under the label, in the module. */
  public void makeKey(String label, String curve) {
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        label,
        "-keyalg",
        "EC",
        "-groupname",
        curve,
        "-sigalg",
        "SHA256withECDSA",
        "-dname",
        "CN=" + label,
        "-keystore",
        "NONE",
        "-storetype",
        "PKCS11",
        "-addprovider",
        "SunPKCS11",
        "-providerarg",
        configurationFile().toString(),
        "-storepass:file",
        pinFile().toString());
  }

  /** Settings for the key of that label. */
  public Pkcs11Token token(String label) {
    return new Pkcs11Token(null, library, slot, label, pinFile());
  }

  /** A configuration file of the JDK's provider for the token. */
  public Path configurationFile() {
    return directory.resolve("pkcs11.cfg");
  }

  /** Where the PIN is. */
  public Path pinFile() {
    return directory.resolve("pin");
  }

  /** Ends the login of this process, as a module does that was reset: all handles are void. */
  public void loseSessions() {
    var provider = Security.getProvider("SunPKCS11").configure(configurationFile().toString());
    try {
      ((AuthProvider) provider).logout();
    } catch (LoginException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void wipe(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private record Ended(boolean succeeded, String output) {}

  /** What the command printed; a failure is one of the test. */
  private static String run(String... command) {
    var ended = execute(command);
    assertThat(ended.succeeded()).as("%s: %s", command[0], ended.output()).isTrue();
    return ended.output();
  }

  private static Ended execute(String... command) {
    try {
      Path output = Files.createTempFile("softhsm", ".log");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      String told = Files.readString(output);
      Files.delete(output);
      return new Ended(ended && process.exitValue() == 0, told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
