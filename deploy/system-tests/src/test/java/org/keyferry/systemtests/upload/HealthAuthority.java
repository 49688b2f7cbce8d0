package org.keyferry.systemtests.upload;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;

/**
 * A health authority that certifies uploads: an ES256 certificate bound to the keys by their MAC.
 */
public final class HealthAuthority {
  /** What its certificates name as their issuer. */
  public static final String ISSUER = "https://authority.example";

  /** Whom its certificates are for. */
  public static final String AUDIENCE = "keyferry-system-tests";

  /** Version of its signing key. */
  public static final String KEY_VERSION = "v1";

  /** What apps of this authority state as their health authority. */
  public static final String APP = "org.example.app";

  private final InstantSource clock;
  private final KeyPair keys;
  private final ECDSASigner signer;

  /** An authority with a new key pair, which lives by that clock. */
  public HealthAuthority(InstantSource clock) {
    this.clock = clock;
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
      signer = new ECDSASigner((ECPrivateKey) keys.getPrivate());
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("no P-256 key", e);
    }
  }

  /** The key that its certificates are verified with. */
  public PublicKey publicKey() {
    return keys.getPublic();
  }

  /** The time by its clock. */
  Instant now() {
    return clock.instant();
  }

  /** A certificate for a confirmed test, good for a day, for keys of that MAC. */
  public String certificate(byte[] mac) {
    // A gateway whose clock is behind takes it too.
    Instant issued = now().minusSeconds(60);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .issueTime(Date.from(issued))
            .notBeforeTime(Date.from(issued))
            .expirationTime(Date.from(issued.plusSeconds(86_400)))
            .claim("reportType", "confirmed")
            .claim("tekmac", Base64.getEncoder().encodeToString(mac))
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(KEY_VERSION)
            .build();
    var certificate = new SignedJWT(header, claims);
    try {
      certificate.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the certificate can't be signed", e);
    }
    return certificate.serialize();
  }
}
