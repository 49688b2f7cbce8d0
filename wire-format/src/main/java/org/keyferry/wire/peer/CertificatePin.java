package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A certificate that is known by its thumbprint.
 *
 * @param thumbprint of the certificate itself, not of who issued it
 * @param validity when it is taken; two pins whose times overlap let a certificate follow another
 */
public record CertificatePin(Thumbprint thumbprint, Validity validity) {
  public CertificatePin {
    requireNonNull(thumbprint);
    requireNonNull(validity);
  }

  /** A certificate that is taken at any time within its own validity. */
  public static CertificatePin of(Thumbprint thumbprint) {
    return new CertificatePin(thumbprint, Validity.ALWAYS);
  }

  /** Whether it is that certificate, and the time is right. */
  boolean matches(Thumbprint other, Instant at) {
    return thumbprint.equals(other) && validity.contains(at);
  }
}
