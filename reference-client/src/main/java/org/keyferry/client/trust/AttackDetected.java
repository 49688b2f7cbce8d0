package org.keyferry.client.trust;

import org.keyferry.wire.Problem;

/**
 * Something that a phone must not believe. Nothing of it was processed, and nothing is remembered.
 */
public final class AttackDetected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Attack attack;
  private final transient Problem problem;

  public AttackDetected(Attack attack, Problem problem) {
    super(attack.text() + ": " + problem);
    this.attack = attack;
    this.problem = problem;
  }

  /** What was seen. */
  public static AttackDetected of(
      Attack attack, String what, Object where, Object expected, Object actual) {
    return new AttackDetected(
        attack,
        new Problem(what, String.valueOf(where), String.valueOf(expected), String.valueOf(actual)));
  }

  /** Which one. */
  public Attack attack() {
    return attack;
  }

  /** What, where, expected, actual. */
  public Problem problem() {
    return problem;
  }
}
