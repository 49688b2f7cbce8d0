package org.keyferry.submission.certificate;

import java.util.Map;

/**
 * A health authority whose certificates are accepted.
 *
 * @param issuer what iss must be
 * @param audience what aud must be
 * @param keys its keys by kid
 * @param interest where keys are of interest if the upload does not say
 * @param consent whether keys may leave the region if the upload does not say
 */
public record HealthAuthority(
    String issuer,
    String audience,
    Map<String, IssuerKey> keys,
    Interest interest,
    boolean consent) {

  public HealthAuthority {
    keys = Map.copyOf(keys);
  }
}
