package org.keyferry.wire.peer;

/** Whether keys of a peer are taken without the signature of the region that verified them. */
public enum OriginProof implements Word {
  /** The origin's signature over the original bytes is verified and kept. */
  REQUIRED,

  /** None is asked for: the peer is believed. Said on purpose, and such keys are counted. */
  NONE
}
