package org.keyferry.client.region;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.client.trust.Trail;
import org.keyferry.client.trust.TrustedKeys;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.key.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document that tells where the backends of regions are, after it was verified.
 *
 * @param addresses of regions; one that is not there is unknown, which is no error
 * @param next what to remember of the document
 */
record Authorities(Map<Region, FeedAddress> addresses, Trail.Next next) {
  /** Of nothing known. */
  static final Authorities NONE =
      new Authorities(Map.of(), new Trail.Next(new Trail(0, "", Instant.MAX), Optional.empty()));

  Authorities {
    addresses = Map.copyOf(addresses);
  }

  /**
   * Reads a document that was signed as one of authorities.
   *
   * @param now entries that have expired by then are passed over
   * @throws AttackDetected if it can't be read
   */
  static Authorities parse(byte[] json, URI where, Instant now) throws AttackDetected {
    try {
      JsonNode document = JsonMapper.shared().readTree(json);
      var addresses = new HashMap<Region, FeedAddress>();
      for (var each : document.path("authorities").properties()) {
        Instant expiry = Instant.parse(each.getValue().path("expires_at").asString());
        if (now.isBefore(expiry)) {
          var region = new Region(each.getKey());
          addresses.put(region, address(region, each.getValue(), where));
        }
      }
      var trail =
          new Trail(
              document.required("sequence").asLong(),
              ContentHash.of(json).text(),
              Instant.parse(document.required("expires_at").asString()));
      return new Authorities(
          addresses, new Trail.Next(trail, document.path("previous").asStringOpt()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw AttackDetected.of(
          Attack.MALFORMED, "authorities", where, "such a document", e.getMessage());
    }
  }

  private static FeedAddress address(Region region, JsonNode entry, URI where)
      throws AttackDetected {
    Set<String> formats = new HashSet<>();
    entry.path("formats").forEach(format -> formats.add(format.asString()));
    URI base = URI.create(entry.required("base_url").asString());
    if (base.getHost() == null || !Set.of("https", "http").contains(base.getScheme())) {
      throw AttackDetected.of(
          Attack.MALFORMED, "base_url of " + region, where, "https://HOST/FEED", "another");
    }
    return new FeedAddress(
        region,
        base,
        formats,
        TrustedKeys.parse(entry.required("keys").toString(), where.toString()));
  }
}
