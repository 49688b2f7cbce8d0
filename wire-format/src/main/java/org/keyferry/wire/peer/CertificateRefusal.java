package org.keyferry.wire.peer;

/** Why a certificate is not taken; a metric has them as its label. */
public enum CertificateRefusal implements Word {
  /** None was shown. */
  MISSING,
  /** No peer pins it, and no peer has a name that it states. */
  UNKNOWN,
  /** It, or who issued it, is among the document's revoked ones. */
  REVOKED,
  /** Its own validity, or that of its pin, has not begun. */
  NOT_YET_VALID,
  /** Its own validity, or that of its pin, has ended. */
  EXPIRED,
  /** The peer it belongs to is not dealt with at that time. */
  PEER_NOT_VALID,
  /** Its tree does not lead to the root of the peer's cluster by the rules of PKIX. */
  UNTRUSTED,
  /** Its tree leads there by an authority that is not confined to the cluster. */
  NOT_CONFINED,
  /** It is for another use. */
  OTHER_USE
}
