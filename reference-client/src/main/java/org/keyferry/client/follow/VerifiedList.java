package org.keyferry.client.follow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.client.trust.SignedText;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.MalformedDocument;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of batches that may be believed: signed by the region, of the region, not older than the
 * one before, not expired, whole.
 *
 * @param listing what it says
 * @param trail what to remember of it
 */
record VerifiedList(BatchListing listing, Trail trail) {

  /**
   * Verifies what came from an origin.
   *
   * @param jws as it came
   * @param where it came from
   * @param before the list that was processed before
   */
  static VerifiedList of(
      byte[] jws, URI where, FeedAddress feed, Optional<Trail> before, Instant now)
      throws AttackDetected {
    byte[] json =
        SignedText.open(
            new String(jws, StandardCharsets.ISO_8859_1),
            DocumentType.BATCH_LIST,
            feed.keys(),
            where);
    requireWindowsMeet(json, where);
    try {
      BatchListing listing = BatchListing.parse(json, where.toString());
      if (!listing.region().equals(feed.region())) {
        throw AttackDetected.of(
            Attack.OTHER_REGION, "region", where, feed.region(), listing.region());
      }
      var next = SignedText.next(listing.head(), json);
      Trail.requireFollows(before, next, now, where);
      return new VerifiedList(listing, next.trail());
    } catch (MalformedDocument e) {
      throw new AttackDetected(Attack.MALFORMED, e.problem());
    }
  }

  private static JsonNode tree(byte[] json, URI where) throws AttackDetected {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw AttackDetected.of(Attack.MALFORMED, "JSON", where, "a document", "something else");
    }
  }

  /** Before anything else is read: a gap and an overlap have names of their own. */
  private static void requireWindowsMeet(byte[] json, URI where) throws AttackDetected {
    String begins = null;
    for (JsonNode batch : tree(json, where).path("batches")) {
      String ends = batch.path("time_stamp_to").asString("");
      // Times of one form: their order is that of their texts.
      int order = begins == null ? 0 : ends.compareTo(begins);
      if (order != 0) {
        throw AttackDetected.of(
            order < 0 ? Attack.OMISSION : Attack.REORDERING,
            "end of a window",
            where,
            begins + ", where the next begins",
            ends);
      }
      begins = batch.path("time_stamp_from").asString("");
    }
  }
}
