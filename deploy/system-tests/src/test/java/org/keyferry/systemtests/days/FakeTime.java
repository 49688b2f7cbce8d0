package org.keyferry.systemtests.days;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * libfaketime of Debian, which tells a process another time of day. Where the build runs as root of
 * a Debian it installs it; elsewhere it takes what is there.
 */
final class FakeTime {
  private static final String LIBRARY = "libfaketimeMT.so.1";

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime", LIBRARY),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime", LIBRARY),
          Path.of("/usr/lib64/faketime", LIBRARY),
          Path.of("/usr/local/lib/faketime", LIBRARY));

  private static final Path APT = Path.of("/usr/bin/apt-get");

  private FakeTime() {}

  /** The environment of a process whose clock is so many days ahead. */
  static Map<String, String> ahead(int days) {
    return Map.of(
        "LD_PRELOAD",
        library().toString(),
        "FAKETIME",
        "+" + days + "d",
        // The JVM measures time spans and waits by the monotonic clock, which stays as it is.
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Meant for such waits of other programs; those of a JVM would return at once, for ever.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        // It would shift files of all days by the days of today, and only for a part of the calls.
        "NO_FAKE_STAT",
        "1");
  }

  private static Path library() {
    if (installed().isEmpty()
        && Files.isExecutable(APT)
        && System.getProperty("user.name").equals("root")) {
      run(APT.toString(), "-q", "update");
      run(APT.toString(), "-q", "install", "-y", "--no-install-recommends", "libfaketime");
    }
    return installed()
        .orElseThrow(() ->
            new IllegalStateException(
                "libfaketime: expected the package libfaketime, got none, and this build may not"
                    + " install it; without these tests: ./mvnw verify -Plong"
                    + " -Dexcluded.test.tags=containers,faketime"));
  }

  private static Optional<Path> installed() {
    return PLACES.stream().filter(Files::exists).findFirst();
  }

  private static void run(String... command) {
    try {
      int exitCode = new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
      if (exitCode != 0) {
        System.out.println("*** " + String.join(" ", command) + ": exit code " + exitCode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
