package org.keyferry.processor.revise;

import org.keyferry.wire.admission.RejectionReason;

/** What a later report of a key that is held or known comes to. */
public sealed interface Verdict {
  /** It says what is known already: nothing to do. */
  record Repeat() implements Verdict {}

  /** It replaces the earlier report. */
  record Revision() implements Verdict {}

  /**
   * It goes no further, and the earlier report stays.
   *
   * @param detail what was expected and what was there; no key bytes
   */
  record Refusal(RejectionReason reason, String detail) implements Verdict {}
}
