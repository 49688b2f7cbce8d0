package org.keyferry.local.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.key.Interval;

/**
 * The health authority of a directory: it signs verification certificates (ES256 JWT) for confirmed
 * tests.
 */
public final class DevelopmentAuthority {
  private static final String KEY = "a private key on P-256 (PKCS#8 in PEM)";
  private static final Duration VALID = Duration.ofMinutes(15);

  /** Clocks differ: a certificate from the future would be refused. */
  private static final Duration BACKDATED = Duration.ofSeconds(5);

  private final AuthorityProfile profile;
  private final JWSSigner signer;

  private DevelopmentAuthority(AuthorityProfile profile, JWSSigner signer) {
    this.profile = profile;
    this.signer = signer;
  }

  /**
   * Reads {@code authority.json} and {@code private.pem} of the directory.
   *
   * @throws CommandFailure if it holds no authority
   */
  public static DevelopmentAuthority read(Path directory) {
    var profile = AuthorityProfile.read(directory);
    Path privateKey = directory.resolve("private.pem");
    try {
      return new DevelopmentAuthority(profile, signer(privateKey));
    } catch (IOException e) {
      throw AuthorityProfile.unusable(privateKey, KEY, FailureText.of(e), e);
    } catch (JOSEException | ClassCastException e) {
      throw AuthorityProfile.unusable(privateKey, KEY, "another kind of key", e);
    }
  }

  private static JWSSigner signer(Path privateKey) throws IOException, JOSEException {
    try (var pem = new PEMParser(Files.newBufferedReader(privateKey))) {
      if (pem.readObject() instanceof PrivateKeyInfo key) {
        return new ECDSASigner((ECPrivateKey) new JcaPEMKeyConverter().getPrivateKey(key));
      }
      throw new IOException("something else");
    }
  }

  /** What uploads name as healthAuthorityID. */
  public String id() {
    return profile.id();
  }

  /**
   * A certificate of a confirmed test for the keys of the MAC.
   *
   * @param mac the {@code tekmac} claim
   * @param onset when symptoms began
   * @param now the time of issue
   */
  public String certify(String mac, Interval onset, Instant now) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(profile.kid())
            .build();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(profile.issuer())
            .audience(profile.audience())
            .issueTime(Date.from(now.minus(BACKDATED)))
            .notBeforeTime(Date.from(now.minus(BACKDATED)))
            .expirationTime(Date.from(now.plus(VALID)))
            .claim("reportType", "confirmed")
            .claim("symptomOnsetInterval", onset.number())
            .claim("tekmac", mac)
            .build();
    var certificate = new SignedJWT(header, claims);
    try {
      certificate.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("could not sign a certificate", e);
    }
    return certificate.serialize();
  }
}
