package org.keyferry.wire.peer;

import java.net.URI;

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

  /**
   * Returns if a base URL may be one where this is spoken.
   *
   * @param what the member or setting, for errors
   * @throws InvalidPeers if it may not
   */
  public void checkUrl(String what, URI url) {
    InvalidPeers.unless(
        this != ENS_GRPC || url.getRawPath().equals("/"),
        what,
        "a URL without a path, as " + word() + " has none",
        url.getRawPath());
  }

  /** Whether the proof is a signature of an export file, by a signing key of the peer. */
  public boolean isSignedFile() {
    return this == FEED || this == GAEN_INDEX;
  }
}
