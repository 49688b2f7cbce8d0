package org.keyferry.client.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * What a phone remembers of the last document that it believed, so that it notices when history
 * changes. The same rules hold for lists of batches and for the document of authorities.
 *
 * @param sequence number of the document
 * @param sha256 of its bytes, base64url without padding
 * @param expiresAt when something newer has to be there
 */
public record Trail(long sequence, String sha256, Instant expiresAt) {

  /**
   * A document that shall take the place of the one before.
   *
   * @param previous SHA-256 of the document with the number before
   */
  public record Next(Trail trail, Optional<String> previous) {}

  /**
   * Checks a verified document against the one before.
   *
   * @param before absent if this is the first one that the phone sees
   * @param where the document comes from, for errors
   * @throws AttackDetected if it does not follow
   */
  public static void requireFollows(Optional<Trail> before, Next next, Instant now, Object where)
      throws AttackDetected {
    if (before.isPresent()) {
      requireFollows(before.get(), next, where);
    }
    next.trail().requireFresh(now, where);
  }

  private static void requireFollows(Trail before, Next next, Object where) throws AttackDetected {
    long sequence = next.trail().sequence;
    if (sequence < before.sequence) {
      throw AttackDetected.of(
          Attack.ROLLBACK, "sequence", where, before.sequence + " or more", sequence);
    }
    if (sequence == before.sequence && !next.trail().sha256.equals(before.sha256)) {
      throw AttackDetected.of(
          Attack.FORK, "document " + sequence, where, before.sha256, next.trail().sha256);
    }
    if (sequence == before.sequence + 1 && !next.previous().equals(Optional.of(before.sha256))) {
      throw AttackDetected.of(
          Attack.OMISSION,
          "digest of the document before " + sequence,
          where,
          before.sha256,
          next.previous().orElse("none"));
    }
  }

  /**
   * Also for a document that has not changed: whoever always answers "not modified" freezes a
   * phone.
   *
   * @throws AttackDetected if something newer has to be there by now
   */
  public void requireFresh(Instant now, Object where) throws AttackDetected {
    if (!now.isBefore(expiresAt)) {
      throw AttackDetected.of(
          Attack.FREEZING,
          "expiry",
          where,
          "after " + now,
          "document " + sequence + ", " + expiresAt);
    }
  }
}
