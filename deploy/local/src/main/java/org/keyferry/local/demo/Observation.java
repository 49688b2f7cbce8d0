package org.keyferry.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What phones learned over HTTP, and how the gateways answered.
 *
 * @param looking numbers of the phones that looked
 * @param warned numbers of those that found an exposure
 * @param filesOfKey names of the files that each key was in, by key in base64; a name begins with
 *     the region's feed
 * @param refusals what was wrong with files and answers, one line each
 */
record Observation(
    Set<Integer> looking,
    Set<Integer> warned,
    Map<String, Set<String>> filesOfKey,
    List<String> refusals) {
  Observation {
    looking = Set.copyOf(looking);
    warned = Set.copyOf(warned);
    filesOfKey = Map.copyOf(filesOfKey);
    refusals = List.copyOf(refusals);
  }

  /** In how many files of the region the key was. */
  long files(String key, String region) {
    return filesOfKey.getOrDefault(key, Set.of()).stream()
        .filter(name -> regionOf(name).equals(region))
        .count();
  }

  /** The regions in whose files the key was. */
  Set<String> regions(String key) {
    return filesOfKey.getOrDefault(key, Set.of()).stream()
        .map(Observation::regionOf)
        .collect(Collectors.toSet());
  }

  private static String regionOf(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  @Override
  public String toString() {
    return "Observation[" + warned.size() + " warned, " + filesOfKey.size() + " keys]";
  }
}
