package org.keyferry.wire.peer;

/** Which keys one backend tells another. */
public enum ReplicationType implements Word {
  /** All local ones. */
  ALL_TO_ALL,

  /** Those that are of interest to the other's region. */
  PARTIAL
}
