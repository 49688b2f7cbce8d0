package org.keyferry.wire.admission;

import org.keyferry.wire.key.DiagnosisKey;

/** What the admission rules say of a key. */
public sealed interface Admission {

  /** The key goes on. */
  record Admitted(DiagnosisKey key) implements Admission {}

  /**
   * The key goes no further.
   *
   * @param reason why
   * @param detail what was expected and what was there; no key bytes
   */
  record Refused(RejectionReason reason, String detail) implements Admission {}
}
