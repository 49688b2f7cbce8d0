package org.keyferry.submission.certificate;

/** Where keys may be of interest when the upload does not say: a setting of the authority. */
public enum Interest {
  /** The home region alone. */
  NONE,
  /** Every region of the cluster that the home region belongs to. */
  CLUSTER,
  /**
   * Every region that keys are exchanged with. There is one cluster, so that is {@link #CLUSTER}.
   */
  ALL
}
