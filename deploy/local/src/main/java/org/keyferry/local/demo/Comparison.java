package org.keyferry.local.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.keyferry.wire.Problem;

/**
 * Compares what was observed in one way with what had to come out.
 *
 * @param truth written before the first upload
 * @param design the way in which phones looked
 * @param observed what they learned
 */
record Comparison(GroundTruth truth, Design design, Observation observed) {

  /** Everything that is not as it should be, without any key; empty if all is well. */
  List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    observed
        .refusals()
        .forEach(refusal -> add(problems, "what a phone was given", "good files", refusal));
    for (Exposure how : truth.exposures()) {
      addNumbers(
          problems,
          "phones not warned, " + how.story(),
          minus(truth.exposed(how), observed.warned()));
    }
    addNumbers(
        problems,
        "phones warned without exposure",
        minus(observed.warned(), truth.exposed().keySet()));
    addCount(problems, "acknowledged keys in no batch", keysIn(files -> files == 0));
    addCount(problems, "acknowledged keys in more than one batch", keysIn(files -> files > 1));
    addCount(problems, "keys that came again in another batch", observed.repeats());
    addCount(problems, "keys in a region where they have no business", strays());
    addCount(problems, "keys still in use that were published", published(truth.keyInUse()));
    addCount(problems, "malformed keys that were published", published(truth.malformedKey()));
    return problems;
  }

  private static Set<Integer> minus(Set<Integer> some, Set<Integer> others) {
    var left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  /** How often an acknowledged key is in such a number of files of a region where it has to be. */
  private long keysIn(LongPredicate files) {
    return truth.published().entrySet().stream()
        .flatMapToLong(
            key -> key.getValue().keySet().stream().mapToLong(r -> observed.files(key.getKey(), r)))
        .filter(files)
        .count();
  }

  /** How many acknowledged keys are in files of a region where they have no business. */
  long strays() {
    return truth.published().entrySet().stream()
        .filter(key -> !key.getValue().keySet().containsAll(observed.regions(key.getKey())))
        .count();
  }

  /** A batch could hold a malformed key only if it had been filled up or cut to 16 bytes. */
  private long published(String key) {
    byte[] wanted = Base64.getDecoder().decode(key);
    return observed.filesOfKey().keySet().stream()
        .map(Base64.getDecoder()::decode)
        .filter(found -> startsWith(found, wanted))
        .count();
  }

  private static boolean startsWith(byte[] found, byte[] start) {
    return new String(found, StandardCharsets.ISO_8859_1)
        .startsWith(new String(start, StandardCharsets.ISO_8859_1));
  }

  private void addNumbers(List<Problem> problems, String what, Set<Integer> numbers) {
    if (!numbers.isEmpty()) {
      add(problems, what, "none", numbers.size() + " " + numbers);
    }
  }

  private void addCount(List<Problem> problems, String what, long count) {
    if (count > 0) {
      add(problems, what, "0", String.valueOf(count));
    }
  }

  private void add(List<Problem> problems, String what, String expected, String actual) {
    problems.add(new Problem(what, design.text(), expected, actual));
  }
}
