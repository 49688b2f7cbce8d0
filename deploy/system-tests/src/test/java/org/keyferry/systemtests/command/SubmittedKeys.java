package org.keyferry.systemtests.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.keyferry.systemtests.download.KeyBytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./keyferry submit --out} has written: the keys that were acknowledged. */
public final class SubmittedKeys {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SubmittedKeys() {}

  /** The keys of every line. */
  public static Set<KeyBytes> in(Path record) {
    var keys = new HashSet<KeyBytes>();
    try {
      for (String line : Files.readAllLines(record)) {
        for (JsonNode key : JSON.readTree(line).path("keys")) {
          keys.add(KeyBytes.at(Base64.getDecoder().decode(key.asString()), 0));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no record in " + record, e);
    }
    return keys;
  }
}
