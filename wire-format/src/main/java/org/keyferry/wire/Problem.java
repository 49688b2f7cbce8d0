package org.keyferry.wire;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with an input, told the same way everywhere: what, where, expected, actual.
 *
 * <p>No field may hold key bytes, tokens or addresses: problems are logged and shown.
 *
 * @param what what was looked at, such as {@code rollingPeriod} or {@code
 *     keyferry.kafka.partitions}
 * @param where where it was found: a file, a topic-partition@offset, a setting's source
 * @param expected what would have been right, with units
 * @param actual what was there
 */
public record Problem(String what, String where, String expected, String actual) {

  public Problem {
    requireNonNull(what);
    requireNonNull(where);
    requireNonNull(expected);
    requireNonNull(actual);
  }

  @Override
  public String toString() {
    return what + " in " + where + ": expected " + expected + ", got " + actual;
  }
}
