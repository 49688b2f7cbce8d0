package org.keyferry.client.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.wire.export.SigningKeyId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Public keys of a region, as a set of JSON Web Keys (RFC 7517) on P-256. */
public final class TrustedKeys {
  private TrustedKeys() {}

  /**
   * Reads a set. Keys that are revoked, on other curves, or without a name of the form {@code
   * ID-VERSION} are passed over.
   *
   * @param jwks the JSON
   * @param where it comes from, for errors
   * @throws AttackDetected if it is no such set
   */
  public static Map<SigningKeyId, ECPublicKey> parse(String jwks, String where)
      throws AttackDetected {
    var keys = new LinkedHashMap<SigningKeyId, ECPublicKey>();
    try {
      for (JsonNode each : JsonMapper.shared().readTree(jwks).required("keys")) {
        String kid = each.path("kid").asString("");
        boolean isUsable =
            kid.indexOf('-') > 0
                && each.path("crv").asString("").equals(Curve.P_256.toString())
                && !each.path("state").asString("").equals("revoked");
        if (isUsable) {
          keys.put(keyId(kid), ECKey.parse(each.toString()).toECPublicKey());
        }
      }
      return keys;
    } catch (JacksonException | ParseException | JOSEException | IllegalArgumentException e) {
      throw AttackDetected.of(
          Attack.MALFORMED, "keys", where, "a JWK set", "something else: " + e.getMessage());
    }
  }

  /** An id has no hyphen, a version may have some. */
  private static SigningKeyId keyId(String kid) {
    int hyphen = kid.indexOf('-');
    return new SigningKeyId(kid.substring(0, hyphen), kid.substring(hyphen + 1));
  }
}
