package org.keyferry.wire.peer;

/** Why a document of peers is refused; a metric has them as its label. */
public enum PeersRefusal implements Word {
  /** Larger than {@link PeersSignature#LONGEST}. */
  TOO_LARGE,
  /** No JWS in compact form. */
  UNREADABLE,
  /** Its header says that it has no signature. */
  UNSIGNED,
  /** Signed by another algorithm than ES256. */
  OTHER_ALGORITHM,
  /** Its header demands what this build does not know ({@code crit}). */
  UNKNOWN_CRITICAL,
  /** A JWS of something else, by its type. */
  OTHER_TYPE,
  /** Signed by a key that may not sign this version. */
  STRANGER,
  /** The signature is not one of the key that it names. */
  WRONG_SIGNATURE,
  /** Signed by who may, and says what can't be. If its place is right, its number is used up. */
  INVALID,
  /** Earlier than the version that was seen last. */
  ROLLED_BACK,
  /** Another document of a version that was seen, or one that follows another. */
  FORKED,
  /** Versions between it and the one that was seen last are missing. */
  SKIPPED,
  /** Had expired when it came. */
  EXPIRED,
  /** Issued after it came. */
  NOT_YET_ISSUED,
  /** For another backend: its home region is another. */
  OTHER_HOME
}
