package org.keyferry.wire.document;

import org.keyferry.wire.Problem;

/** Not such a document, or a broken one. Reading it again will not help. */
public class MalformedDocument extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public MalformedDocument(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  static void unless(
      boolean holds, String what, String where, String expected, Object actual)
      throws MalformedDocument {
    if (!holds) {
      throw new MalformedDocument(new Problem(what, where, expected, String.valueOf(actual)));
    }
  }

  /** What is wrong, and where. */
  public Problem problem() {
    return problem;
  }
}
