package org.keyferry.wire.document;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * Where the backend of a region is, and how what it publishes is to be verified.
 *
 * @param cluster the cluster that the region belongs to
 * @param baseUrl what addresses such as {@code /v1/exposed} are put behind: HTTPS, or HTTP on this
 *     machine
 * @param formats what it publishes: {@code export-zip}, {@code edi1}, {@code ccf1}, or others to
 *     come
 * @param keys names of the keys that sign there
 * @param expiresAt from then on the entry is not to be believed
 */
public record Authority(
    String cluster, URI baseUrl, List<String> formats, Set<String> keys, Instant expiresAt) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public Authority {
    formats = List.copyOf(formats);
    keys = Set.copyOf(keys);
  }

  /**
   * Reads the value of a document of authorities, by region.
   *
   * @param where it comes from, for errors
   * @throws MalformedDocument if it is none
   */
  public static SortedMap<String, Authority> parse(String value, String where)
      throws MalformedDocument {
    return DocumentFields.read(
        ("{\"authorities\":" + value + "}").getBytes(StandardCharsets.UTF_8),
        where,
        fields -> {
          var all = fields.named("authorities", Authority::read);
          for (String region : all.keySet()) {
            MalformedDocument.unless(
                Region.isCode(region), "authorities", where, "codes of regions", "another name");
          }
          return all;
        });
  }

  private static Authority read(DocumentFields fields) throws MalformedDocument {
    return new Authority(
        fields.text("cluster"),
        fields.value("base_url", Authority::baseUrl),
        fields.values("formats", text -> text),
        keys(fields.json("keys")),
        fields.time("expires_at"));
  }

  private static URI baseUrl(String text) {
    URI url = URI.create(text);
    String host = String.valueOf(url.getHost());
    boolean safe =
        "https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && LOOPBACK.contains(host));
    boolean plain =
        url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && !text.endsWith("/");
    if (!safe || !plain) {
      throw refused("base_url", "https://HOST or https://HOST/FEED, without slash at the end");
    }
    return url;
  }

  private static Set<String> keys(String json) {
    var names = new TreeSet<String>();
    try {
      for (JWK key : JWKSet.parse(json).getKeys()) {
        boolean right =
            key instanceof ECKey ec
                && !ec.isPrivate()
                && "P-256".equals(ec.getCurve().getName())
                && key.getKeyID() != null;
        if (!right || !names.add(key.getKeyID())) {
          throw refused("keys", "public keys on P-256, each with a kid of its own");
        }
      }
    } catch (ParseException e) {
      throw refused("keys", "a JWK set, {\"keys\":[…]}");
    }
    if (names.isEmpty()) {
      throw refused("keys", "one key or more");
    }
    return names;
  }

  private static IllegalArgumentException refused(String what, String expected) {
    return new IllegalArgumentException(
        new Problem(what, "authority", expected, "another").toString());
  }
}
