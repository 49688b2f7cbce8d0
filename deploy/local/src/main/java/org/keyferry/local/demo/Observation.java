package org.keyferry.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * What phones learned over HTTP in one way.
 *
 * @param looking numbers of the phones that looked
 * @param warned numbers of those that found an exposure
 * @param filesOfKey by key in base64, names of the files that it was in and what each said of it; a
 *     name begins with the region's feed
 * @param repeats keys that came again in another file of the region, where phones get them once
 * @param refusals what was wrong with files, one line each
 */
record Observation(
    Set<Integer> looking,
    Set<Integer> warned,
    Map<String, Map<String, DiagnosisKey>> filesOfKey,
    int repeats,
    List<String> refusals) {
  Observation {
    looking = Set.copyOf(looking);
    warned = Set.copyOf(warned);
    filesOfKey = Map.copyOf(filesOfKey);
    refusals = List.copyOf(refusals);
  }

  /** In how many files of the region the key was. */
  long files(String key, String region) {
    return in(key, region).count();
  }

  /** What files of the region said of the key, as often as it differs. */
  Set<DiagnosisKey> told(String key, String region) {
    return in(key, region).map(Map.Entry::getValue).collect(Collectors.toSet());
  }

  private Stream<Map.Entry<String, DiagnosisKey>> in(String key, String region) {
    return filesOfKey.getOrDefault(key, Map.of()).entrySet().stream()
        .filter(file -> regionOf(file.getKey()).equals(region));
  }

  /** The regions in whose files the key was. */
  Set<String> regions(String key) {
    return filesOfKey.getOrDefault(key, Map.of()).keySet().stream()
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
