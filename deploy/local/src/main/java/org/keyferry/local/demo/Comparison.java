package org.keyferry.local.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.wire.Problem;

/**
 * Compares what was observed with what had to come out.
 *
 * @param truth written before the first upload
 * @param observed what phones learned
 */
record Comparison(GroundTruth truth, Observation observed) {

  /** Everything that is not as it should be, without any key; empty if all is well. */
  List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    observed
        .refusals()
        .forEach(refusal -> add(problems, "what a phone was given", "good files", refusal));
    addNumbers(problems, "phones not warned", minus(truth.exposed(), observed.warned()));
    addNumbers(
        problems, "phones warned without exposure", minus(observed.warned(), truth.exposed()));
    addCount(problems, "acknowledged keys in no batch", keysIn(0));
    addCount(problems, "acknowledged keys in more than one batch", keysIn(2));
    addCount(problems, "keys still in use that were published", published(truth.keyInUse()));
    addCount(problems, "malformed keys that were published", published(truth.malformedKey()));
    return problems;
  }

  private static Set<Integer> minus(Set<Integer> some, Set<Integer> others) {
    var left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  /** Acknowledged keys that are in so many batches; for 2, in two or more. */
  private long keysIn(int batches) {
    return truth.published().stream()
        .map(key -> observed.batchesOfKey().getOrDefault(key, Set.of()).size())
        .filter(count -> batches == 0 ? count == 0 : count >= batches)
        .count();
  }

  /** A batch could hold a malformed key only if it had been filled up or cut to 16 bytes. */
  private long published(String key) {
    byte[] wanted = Base64.getDecoder().decode(key);
    return observed.batchesOfKey().keySet().stream()
        .map(Base64.getDecoder()::decode)
        .filter(found -> startsWith(found, wanted))
        .count();
  }

  private static boolean startsWith(byte[] found, byte[] start) {
    return new String(found, StandardCharsets.ISO_8859_1)
        .startsWith(new String(start, StandardCharsets.ISO_8859_1));
  }

  private static void addNumbers(List<Problem> problems, String what, Set<Integer> numbers) {
    if (!numbers.isEmpty()) {
      add(problems, what, "none", numbers.size() + " " + numbers);
    }
  }

  private static void addCount(List<Problem> problems, String what, long count) {
    if (count > 0) {
      add(problems, what, "0", String.valueOf(count));
    }
  }

  private static void add(List<Problem> problems, String what, String expected, String actual) {
    problems.add(new Problem(what, "the demonstration", expected, actual));
  }
}
