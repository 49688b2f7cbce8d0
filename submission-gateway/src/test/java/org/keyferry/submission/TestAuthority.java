package org.keyferry.submission;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A health authority that signs whatever a test asks for. */
public final class TestAuthority {
  public static final String ID = "org.example.authority";
  public static final String ISSUER = "authority.example.org";
  public static final String AUDIENCE = "keyferry.example.org";
  public static final String KEY_ID = "v1";

  private final ECKey key;

  public TestAuthority() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the public key as PEM. */
  public Path writePublicKey(Path directory) {
    try {
      byte[] encoded = key.toECPublicKey().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
      return Files.writeString(
          directory.resolve("authority.pem"),
          "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The header of a right certificate. */
  public static JWSHeader header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY_ID).build();
  }

  /** The claims of a right certificate for the keys. */
  public static JWTClaimsSet.Builder claims(List<DraftKey> keys, byte[] secret, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .issueTime(Date.from(now.minusSeconds(5)))
        .notBeforeTime(Date.from(now.minusSeconds(5)))
        .expirationTime(Date.from(now.plusSeconds(900)))
        .claim("reportType", "confirmed")
        .claim("tekmac", mac(keys, secret));
  }

  public String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The MAC over the keys, written down once more, independently of the gateway's. */
  public static String mac(List<DraftKey> keys, byte[] secret) {
    String text =
        keys.stream()
            .sorted(Comparator.comparing(DraftKey::text))
            .map(DraftKey::asMacText)
            .collect(Collectors.joining(","));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
