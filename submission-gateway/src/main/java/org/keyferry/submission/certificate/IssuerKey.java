package org.keyferry.submission.certificate;

import com.nimbusds.jose.JWSVerifier;
import java.time.Instant;

/**
 * A key of a health authority, ready to verify.
 *
 * @param verifier safe for use by many threads
 * @param from first instant at which it is accepted
 * @param thru first instant at which it no longer is
 */
record IssuerKey(JWSVerifier verifier, Instant from, Instant thru) {

  boolean acceptedAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(thru);
  }
}
