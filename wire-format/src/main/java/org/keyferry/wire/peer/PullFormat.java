package org.keyferry.wire.peer;

/** How keys are read from a peer. */
public enum PullFormat implements Word {
  /** Signed export files over mutual TLS, one chunk after the other. */
  FEED,

  /** The European Federation Gateway Service. */
  EFGS,

  /** The interoperability service of the British Isles. */
  INTEROP,

  /** Signed export files that phones read, listed in an {@code index.txt}. */
  GAEN_INDEX,

  /** The federation API of the exposure notifications server. */
  ENS_GRPC;

  /** Whether what is read can prove its origin by itself: a signature of the origin is kept. */
  public boolean provesOrigin() {
    return this == FEED || this == EFGS || this == GAEN_INDEX;
  }

  /** Whether the proof is a signature of an export file, by a signing key of the peer. */
  public boolean isSignedFile() {
    return this == FEED || this == GAEN_INDEX;
  }
}
