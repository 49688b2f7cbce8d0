package org.keyferry.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What phones learned over HTTP, and how the gateway answered.
 *
 * @param looking numbers of the phones that looked
 * @param warned numbers of those that found an exposure
 * @param batchesOfKey names of the files that each key was in, by key in base64
 * @param refusals what was wrong with files and answers, one line each
 */
record Observation(
    Set<Integer> looking,
    Set<Integer> warned,
    Map<String, Set<String>> batchesOfKey,
    List<String> refusals) {
  Observation {
    looking = Set.copyOf(looking);
    warned = Set.copyOf(warned);
    batchesOfKey = Map.copyOf(batchesOfKey);
    refusals = List.copyOf(refusals);
  }

  @Override
  public String toString() {
    return "Observation[" + warned.size() + " warned, " + batchesOfKey.size() + " keys]";
  }
}
