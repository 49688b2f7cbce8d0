package org.keyferry.submission.revision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The keys that seal revision tokens: the newest seals, every one opens. Prints redacted.
 *
 * <p>To rotate, a new key is put behind the others on every gateway, and then before them; to
 * retire one, it is taken out when its tokens have expired.
 */
public final class DataKeys {
  private static final int BYTES = 32;
  private static final String SETTING = "keyferry.gateway.revision-keys";
  private static final String HOW = "head -c 32 /dev/urandom > FILE makes one";

  private final Map<Integer, SecretKey> byId = new LinkedHashMap<>();

  private DataKeys() {}

  /**
   * Reads the keys, newest first.
   *
   * @throws InvalidSetting if there is none, a number comes twice, or a file is not 32 bytes
   */
  public static DataKeys read(List<RevisionKeySettings> settings) {
    InvalidSetting.unless(
        !settings.isEmpty(),
        SETTING,
        "one key or more, each with an id and a file of 32 random bytes; " + HOW,
        "none");
    var keys = new DataKeys();
    for (RevisionKeySettings key : settings) {
      var read = new SecretKeySpec(bytes(key), "AES");
      InvalidSetting.unless(
          keys.byId.putIfAbsent(key.id(), read) == null,
          SETTING + "[].id",
          "no id twice",
          key.id());
    }
    return keys;
  }

  private static byte[] bytes(RevisionKeySettings key) {
    String setting = SETTING + "[" + key.id() + "].file";
    try {
      byte[] bytes = Files.readAllBytes(key.file());
      InvalidSetting.unless(
          bytes.length == BYTES,
          setting,
          "a file of exactly " + BYTES + " random bytes; " + HOW,
          key.file() + ", which has " + bytes.length);
      return bytes;
    } catch (IOException e) {
      throw unreadable(setting, key.file(), e);
    }
  }

  private static InvalidSetting unreadable(String setting, Path file, IOException cause) {
    var refused =
        new InvalidSetting(
            new Problem(
                setting,
                "the settings",
                "a readable file of " + BYTES + " random bytes; " + HOW,
                file + ", which can't be read"));
    refused.initCause(cause);
    return refused;
  }

  /** The number of the key that seals. */
  int newest() {
    return byId.keySet().iterator().next();
  }

  /** The key of that number. */
  Optional<SecretKey> find(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public String toString() {
    return "DataKeys[redacted]";
  }
}
