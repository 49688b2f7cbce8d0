package org.keyferry.exporter.receive;

import org.keyferry.wire.Problem;

/** A record of {@code batches.sealed} that can't be read. Reading it again will not help. */
final class MalformedRecord extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedRecord(Problem problem) {
    super(problem.toString());
  }

  static void unless(boolean holds, String what, String where, String expected, Object actual)
      throws MalformedRecord {
    if (!holds) {
      throw new MalformedRecord(new Problem(what, where, expected, String.valueOf(actual)));
    }
  }
}
