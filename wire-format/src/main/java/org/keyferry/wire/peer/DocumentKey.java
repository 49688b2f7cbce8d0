package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.security.interfaces.ECPublicKey;

/**
 * A key that signs documents of peers. Its id is its thumbprint by RFC 7638, which signatures name
 * as {@code kid}.
 *
 * @param publicKey on P-256
 */
public record DocumentKey(ECPublicKey publicKey) {
  public DocumentKey {
    requireNonNull(publicKey);
  }

  /** SHA-256 of the key's canonical form by RFC 7638, base64url without padding. */
  public String id() {
    try {
      return new ECKey.Builder(Curve.P_256, publicKey).build().computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return id();
  }
}
