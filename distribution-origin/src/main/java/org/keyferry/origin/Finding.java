package org.keyferry.origin;

import java.time.Duration;
import java.util.Optional;
import org.keyferry.origin.answer.Shown;

/** What is at an address. */
sealed interface Finding {
  /**
   * Something to show.
   *
   * @param shown it
   */
  record There(Shown shown) implements Finding {}

  /**
   * Nothing.
   *
   * @param again when something may be there, if that can be told
   */
  record Absent(Optional<Duration> again) implements Finding {}

  /**
   * Nothing any more.
   *
   * @param oldest the number of the oldest chunk that is there
   */
  record Gone(long oldest) implements Finding {}

  /**
   * Something at another address.
   *
   * @param location relative to this one
   */
  record Elsewhere(String location) implements Finding {}

  /**
   * Nothing that can be understood.
   *
   * @param what the part of the address
   * @param expected what can be understood
   */
  record Senseless(String what, String expected) implements Finding {}
}
