package org.keyferry.wire.peer;

import org.keyferry.wire.Problem;

/** Something that no document of peers may say. */
public final class InvalidPeers extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  static final String DOCUMENT = "the peers document";
  private static final int MOST_SHOWN = 80;

  private final transient Problem problem;

  public InvalidPeers(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** What is wrong, at which member of the document. */
  public Problem problem() {
    return problem;
  }

  /**
   * Refuses the document unless the condition holds.
   *
   * @param what the member, such as {@code peers[be.example].pulls}
   * @throws InvalidPeers if it does not
   */
  static void unless(boolean holds, String what, String expected, Object actual) {
    if (!holds) {
      throw refused(what, expected, actual);
    }
  }

  static InvalidPeers refused(String what, String expected, Object actual) {
    return new InvalidPeers(
        new Problem(what, DOCUMENT, expected, shortened(String.valueOf(actual))));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
