package org.keyferry.processor.plan;

/** What became of a change of the plan that operators asked for. */
public sealed interface PlanOutcome {
  /** The change that it is about. */
  String change();

  /**
   * It is a version of the plan.
   *
   * @param version its number
   */
  record Accepted(String change, long version) implements PlanOutcome {}

  /**
   * It changes nothing.
   *
   * @param problem why
   */
  record Refused(String change, String problem) implements PlanOutcome {}
}
