package org.keyferry.wire.peer;

/** What a peer is. */
public enum PeerKind implements Word {
  /** The backend of one region. */
  BACKEND,

  /** A server through which several backends exchange keys. */
  HUB
}
