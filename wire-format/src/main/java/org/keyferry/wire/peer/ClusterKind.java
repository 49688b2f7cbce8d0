package org.keyferry.wire.peer;

/** For whom a cluster is. */
public enum ClusterKind implements Word {
  /** Regions of public health authorities. */
  PUBLIC,

  /** Sites of one organisation, apart from the public system: with a trust root of its own. */
  ENTERPRISE
}
