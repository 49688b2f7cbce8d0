package org.keyferry.submission.certificate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;

/**
 * Verifies the certificate of an upload: signature, issuer, audience, times, and the MAC over the
 * keys.
 *
 * <p>There is no memory of certificates seen: one certificate is bound to one set of keys, so
 * repeating it can only repeat those keys.
 *
 * <p>in: an ES256 JWT and the keys that it should cover; out: what it says of the diagnosis
 */
public final class CertificateVerifier {
  private static final long MOST_INTERVAL = 0xFFFF_FFFFL;

  /**
   * What the certificate says.
   *
   * @param token the compact form
   * @param keys every key of the upload, also those that will be dropped
   * @param secret the MAC's secret in base64
   * @param now claims are judged at this time, without leeway
   * @throws InvalidCertificate if it is not valid for these keys; the text shows nothing of it
   */
  public CertificateClaims verify(
      HealthAuthority authority, String token, List<CertifiedKey> keys, String secret, Instant now)
      throws InvalidCertificate {
    JWTClaimsSet claims = signed(authority, token, now);
    requireParties(authority, claims);
    requireTimes(claims, now);
    try {
      var said = new CertificateClaims(report(claims), onset(claims));
      requireMac(keys, secret, claims.getStringClaim("tekmac"));
      return said;
    } catch (ParseException e) {
      throw new InvalidCertificate("claims", "values of their types", "another type");
    }
  }

  private static JWTClaimsSet signed(HealthAuthority authority, String token, Instant now)
      throws InvalidCertificate {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      var header = jwt.getHeader();
      require(JWSAlgorithm.ES256.equals(header.getAlgorithm()), "alg", "ES256", "another");
      require(header.getCriticalParams() == null, "crit", "none", "some");
      IssuerKey key = header.getKeyID() == null ? null : authority.keys().get(header.getKeyID());
      require(key != null, "kid", "a key of the authority", "another or none");
      require(key.acceptedAt(now), "kid", "a key that is valid now", "one that is not");
      require(jwt.verify(key.verifier()), "signature", "one by the key that kid names", "another");
      return jwt.getJWTClaimsSet();
    } catch (ParseException | JOSEException e) {
      throw new InvalidCertificate("form", "a signed JWT", "something else");
    }
  }

  private static void requireParties(HealthAuthority authority, JWTClaimsSet claims)
      throws InvalidCertificate {
    require(
        authority.issuer().equals(claims.getIssuer()), "iss", "the authority's issuer", "another");
    require(
        claims.getAudience().equals(List.of(authority.audience())),
        "aud",
        "the authority's audience alone",
        "another");
  }

  private static void requireTimes(JWTClaimsSet claims, Instant now) throws InvalidCertificate {
    requireNotFuture("iat", claims.getIssueTime(), now);
    requireNotFuture("nbf", claims.getNotBeforeTime(), now);
    Date expiry = claims.getExpirationTime();
    require(
        expiry != null && now.isBefore(expiry.toInstant()), "exp", "a time after now", "another");
  }

  private static void requireNotFuture(String claim, Date time, Instant now)
      throws InvalidCertificate {
    require(
        time == null || !now.isBefore(time.toInstant()), claim, "a time not after now", "a later");
  }

  private static CertifiedReport report(JWTClaimsSet claims)
      throws InvalidCertificate, ParseException {
    String claim = claims.getStringClaim("reportType");
    return CertifiedReport.of(claim == null ? "" : claim)
        .orElseThrow(() ->
            new InvalidCertificate(
                "reportType", "confirmed, likely, user-report or negative", "another or none"));
  }

  private static OptionalLong onset(JWTClaimsSet claims) throws InvalidCertificate, ParseException {
    Long claim = claims.getLongClaim("symptomOnsetInterval");
    if (claim == null) {
      return OptionalLong.empty();
    }
    require(
        claim >= 0 && claim <= MOST_INTERVAL, "symptomOnsetInterval", "0 to 4294967295", "another");
    return OptionalLong.of(claim);
  }

  private static void requireMac(List<CertifiedKey> keys, String secret, String claim)
      throws InvalidCertificate {
    var mac = AnyBase64.decode(claim == null ? "" : claim);
    var secretBytes = AnyBase64.decode(secret);
    require(mac.isPresent(), "tekmac", "base64", "something else");
    require(secretBytes.isPresent(), "hmacKey beside it", "base64", "something else");
    require(
        KeysMac.covers(keys, secretBytes.get(), mac.get()),
        "tekmac",
        "the MAC of the upload's keys",
        "another");
  }

  private static void require(boolean holds, String what, String expected, String actual)
      throws InvalidCertificate {
    if (!holds) {
      throw new InvalidCertificate(what, expected, actual);
    }
  }
}
