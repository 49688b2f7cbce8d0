package org.keyferry.wire.admission;

import java.util.Locale;

/**
 * Why a key or a record goes no further; {@link #code} is what topics, metrics and answers show.
 */
public enum RejectionReason {
  /** Not the event that the topic holds, or an event without a key. */
  MALFORMED_RECORD,
  /** The record's key is not the key bytes of its value, so it may be in the wrong partition. */
  RECORD_KEY_DIFFERS,
  KEY_LENGTH_NOT_16,
  ROLLING_PERIOD_OUT_OF_RANGE,
  START_OUT_OF_RANGE,
  /**
   * The key starts after its arrival: a clock that runs ahead, or an attempt to have it published
   * early.
   */
  START_IN_FUTURE,
  /** The key's validity ended too long before its arrival. */
  TOO_OLD,
  TRANSMISSION_RISK_OUT_OF_RANGE,
  REPORT_TYPE_NOT_ACCEPTED,
  DAYS_SINCE_ONSET_OUT_OF_RANGE,
  REGION_NOT_LISTED,
  ORIGIN_NOT_ALLOWED,
  /** Nothing is exchanged with the peer that brought the key, by the peers document. */
  PEER_NOT_ALLOWED,
  /** Every feed that the key was held for has left the plan meanwhile. */
  FEED_LEFT_PLAN,
  /** A key of our own that another backend offered back. */
  OWN_KEY_RETURNED,
  /** The key passed through more backends than any sensible way has. */
  TOO_MANY_HOPS,
  /** The same 16 bytes are known with another start or period; the first one stays. */
  TIMING_DIFFERS,
  /** A negative result for a key that is not known: nothing to take back. */
  NOTHING_TO_REVOKE,
  /** A known key with another report type, and no authority to revise it. */
  REVISION_NOT_AUTHORISED,
  /** An authorised revision of a key that is neither held nor known. */
  REVISION_OF_UNKNOWN_KEY,
  /** A revision by another phone, or another origin or peer, than reported the key first. */
  REVISION_BY_ANOTHER_SOURCE,
  /** A key can be revised once. */
  KEY_ALREADY_REVISED,
  /** The key's report type can't become this one. */
  TRANSITION_NOT_ALLOWED,
  /** A command on a batch that its feed doesn't have. */
  COMMAND_REFUSED;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * The reason in lower case with hyphens, such as {@code revision-not-authorised}. Stable: others
   * match on it.
   */
  public String code() {
    return code;
  }
}
