package org.keyferry.wire.peer;

/** How keys are sent to a peer. */
public enum PushFormat implements Word {
  /** The European Federation Gateway Service. */
  EFGS,

  /** The interoperability service of the British Isles. */
  INTEROP
}
