package org.keyferry.federation.gateway.access;

import java.util.Locale;

/** Why a client gets nothing, beside what may be wrong with its certificate. */
public enum RefusalReason {
  /** What a proxy says of the certificate is not of the form of RFC 9440. */
  MALFORMED_HEADER("the Client-Cert header is not of the form of RFC 9440"),

  /** There is no peers document that holds now. */
  NO_DOCUMENT("there is no peers document that holds now"),

  /** The peer's phase gives it no feed, or its time is over. */
  PHASE("nothing is exchanged with this peer now"),

  /** The feed is not for this peer. */
  OTHER_FEED("the feed is not for this peer"),

  /** The peer asks more at once than it may. */
  TOO_MUCH("more requests at once than a peer may have");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /** For a person. */
  public String text() {
    return text;
  }

  /** For metrics and the audit log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
