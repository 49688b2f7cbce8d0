package org.keyferry.local.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.status.AppStatus;
import org.keyferry.local.text.Table;
import org.keyferry.wire.Problem;

/**
 * The signing keys, as the exporter tells them.
 *
 * @param keys newest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SigningKeyList(List<Item> keys) {
  public SigningKeyList {
    keys = keys == null ? List.of() : List.copyOf(keys);
  }

  /** A key signs nothing yet. */
  public static final String ANNOUNCED = "ANNOUNCED";

  /** A key signs the batches whose windows end now. */
  public static final String SIGNING = "SIGNING";

  /** A key signs nothing, and what it signed is not to be trusted. */
  public static final String REVOKED = "REVOKED";

  /**
   * A signing key.
   *
   * @param id as files name it
   * @param version as files name it
   * @param state what it does now
   * @param from end of the first window that it signs, or null if there is no first
   * @param thru end of the first window that it signs no more, or null if there is none
   * @param publicKey SubjectPublicKeyInfo in Base64
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Item(
      String id, String version, String state, Instant from, Instant thru, String publicKey) {
    /** Whether it signs a batch whose window ends then. */
    boolean covers(Instant windowEnd) {
      return !state.equals(REVOKED)
          && (from == null || !windowEnd.isBefore(from))
          && (thru == null || windowEnd.isBefore(thru));
    }

    boolean is(String otherId, String otherVersion) {
      return id.equals(otherId) && version.equals(otherVersion);
    }
  }

  /**
   * Asks the exporter.
   *
   * @throws CommandFailure if it doesn't answer
   */
  public static SigningKeyList of(String exporter) throws InterruptedException {
    return new AppStatus()
        .signingKeys(exporter)
        .orElseThrow(() ->
            new CommandFailure(
                new Problem("signing keys", exporter, "an answer of the exporter", "none")));
  }

  /** The key of that name; refused if the exporter's settings have none. */
  Item find(String id, String version) {
    return keys.stream()
        .filter(key -> key.is(id, version))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "signing key",
                    "keyferry.exporter.signing-keys",
                    "one with id " + id + " and version " + version,
                    "none: add it to the settings first, with its source")));
  }

  /** Whether another key signs a batch whose window ends then. */
  boolean isCoveredWithout(Item key, Instant windowEnd) {
    return keys.stream()
        .filter(other -> !other.is(key.id(), key.version()))
        .anyMatch(other -> other.covers(windowEnd));
  }

  /** For people. */
  public Table table() {
    var table = new Table("ID", "VERSION", "STATE", "FROM", "THRU", "PUBLIC KEY");
    for (Item key : keys) {
      table.row(
          key.id(),
          key.version(),
          key.state().toLowerCase(Locale.ROOT),
          orDash(key.from()),
          orDash(key.thru()),
          key.publicKey());
    }
    return table;
  }

  private static String orDash(Instant instant) {
    return instant == null ? "-" : instant.toString();
  }
}
