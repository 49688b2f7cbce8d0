package org.keyferry.systemtests.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.backend.Probe;
import org.keyferry.systemtests.download.KeyBytes;

/** Searches everything that the processes of a backend tell of themselves: logs and metrics. */
public final class Traces {
  private Traces() {}

  /** Where one of the keys, a token or a phone's address was found, and which of them. */
  public static List<String> of(Backend backend, Set<KeyBytes> keys) {
    var secrets = new Secrets(keys);
    var found = new ArrayList<String>();
    for (Path log : backend.logs()) {
      search(log.getFileName().toString(), lines(log), secrets, found);
    }
    for (Part app : backend.runningApps()) {
      String metrics = Probe.get(backend.url(app).resolve("/actuator/prometheus"));
      search("metrics of " + app, metrics.lines().toList(), secrets, found);
    }
    return found;
  }

  private static void search(
      String where, List<String> lines, Secrets secrets, List<String> found) {
    for (int i = 0; i < lines.size(); i++) {
      for (String secret : secrets.in(lines.get(i))) {
        found.add(where + ":" + (i + 1) + ": " + secret);
      }
    }
  }

  private static List<String> lines(Path log) {
    try {
      // A process may print other bytes than UTF-8; every byte is a character here.
      return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
