package org.keyferry.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.local.demo.DeclarationSearch.Found;
import org.keyferry.local.demo.UnvisitedReader.Received;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * What is found when everything is published.
 *
 * @param unvisited what regions got that nobody visited
 * @param declared where a declared region is
 */
record Afterwards(Map<Region, Received> unvisited, Found declared) {
  private static final String WHERE = "the demonstration";

  Afterwards {
    unvisited = Collections.unmodifiableMap(new LinkedHashMap<>(unvisited));
  }

  /** Everything that is not as it should be; empty if all is well. */
  List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    unvisited.forEach((region, received) -> {
      if (received.keys() > 0) {
        add(problems, "keys for " + region + ", where nobody was", "0", received.keys());
      }
      if (received.answers() == 0) {
        add(problems, "chunks of the feeds for " + region, "one at least", "none");
      }
    });
    declared
        .elsewhere()
        .forEach(place -> add(problems, "a declared region", "in topics of intake", place));
    if (declared.whereItMayBe().isEmpty()) {
      add(problems, "a declared region", "in topics of intake, or the search is blind", "none");
    }
    return problems;
  }

  private static void add(List<Problem> problems, String what, String expected, Object actual) {
    problems.add(new Problem(what, WHERE, expected, String.valueOf(actual)));
  }
}
