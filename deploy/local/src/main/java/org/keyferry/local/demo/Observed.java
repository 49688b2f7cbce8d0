package org.keyferry.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.wire.Problem;

/**
 * What phones learned in each way. They look in all of them, so whatever is to be found has to be
 * found in each.
 *
 * @param byDesign all of them, in their order
 */
record Observed(Map<Design, Observation> byDesign) {
  Observed {
    byDesign = Collections.unmodifiableMap(new EnumMap<>(byDesign));
  }

  /** Everything that is not as it should be, without any key; empty if all is well. */
  List<Problem> problems(GroundTruth truth) {
    var problems = new ArrayList<Problem>();
    byDesign.forEach(
        (design, each) -> problems.addAll(new Comparison(truth, design, each).problems()));
    long differing = differing(truth);
    if (differing > 0) {
      problems.add(
          new Problem(
              "keys that export files and lists tell differently",
              "the demonstration",
              "0",
              String.valueOf(differing)));
    }
    return problems;
  }

  /** How many phones looked. */
  int looking() {
    return byDesign.values().stream().mapToInt(each -> each.looking().size()).min().orElse(0);
  }

  /** Numbers of the phones that found an exposure in every way. */
  Set<Integer> warned() {
    var warned = new TreeSet<Integer>();
    byDesign.values().forEach(each -> warned.addAll(each.warned()));
    byDesign.values().forEach(each -> warned.retainAll(each.warned()));
    return warned;
  }

  /** Whether phones got the key in every way. */
  boolean isPublished(String key) {
    return byDesign.values().stream().allMatch(each -> each.filesOfKey().containsKey(key));
  }

  /** Whether phones of the region got the key in every way. */
  boolean isPublished(String key, String region) {
    return byDesign.values().stream().allMatch(each -> each.files(key, region) > 0);
  }

  /** How many keys are where they have no business, in the way that tells the most of them. */
  long strays(GroundTruth truth) {
    return byDesign.entrySet().stream()
        .mapToLong(each -> new Comparison(truth, each.getKey(), each.getValue()).strays())
        .max()
        .orElse(0);
  }

  /** How often a region tells of an acknowledged key something else in another way. */
  long differing(GroundTruth truth) {
    return truth.published().entrySet().stream()
        .mapToLong(key ->
            key.getValue().keySet().stream()
                .filter(region -> differs(key.getKey(), region))
                .count())
        .sum();
  }

  private boolean differs(String key, String region) {
    return isPublished(key, region)
        && byDesign.values().stream().map(each -> each.told(key, region)).distinct().count() > 1;
  }
}
