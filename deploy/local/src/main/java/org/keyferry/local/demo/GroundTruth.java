package org.keyferry.local.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.local.backend.PrivateFiles;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has to come out, decided and written down before the first upload.
 *
 * @param patients numbers of the phones that upload
 * @param exposed how the phones that have to be warned were exposed, by their numbers
 * @param published the regions in whose files a key has to be, in exactly one of each, and how it
 *     comes there; by key in base64
 * @param keyInUse the key that must not be in any, in base64
 * @param malformedKey the key that must not be in any, in base64
 */
record GroundTruth(
    Set<Integer> patients,
    Map<Integer, Set<Exposure>> exposed,
    Map<String, Map<String, Way>> published,
    String keyInUse,
    String malformedKey) {

  static GroundTruth of(World world, UploadPlan plan) {
    var patients = new TreeSet<Integer>();
    world.patients().stream().map(Person::number).forEach(patients::add);
    return new GroundTruth(
        patients,
        world.exposed(),
        plan.publishedAfter(plan.waves().size() - 1),
        plan.keyInUse(),
        plan.malformedKey());
  }

  /** In which ways phones were exposed, in order. */
  Set<Exposure> exposures() {
    var all = new TreeSet<Exposure>();
    exposed.values().forEach(all::addAll);
    return all;
  }

  /** Numbers of the phones that were exposed so. */
  Set<Integer> exposed(Exposure how) {
    var numbers = new TreeSet<Integer>();
    exposed.forEach((number, ways) -> {
      if (ways.contains(how)) {
        numbers.add(number);
      }
    });
    return numbers;
  }

  void write(Path file) throws IOException {
    PrivateFiles.write(
        file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  @Override
  public String toString() {
    return "GroundTruth[" + exposed.size() + " exposed, " + published.size() + " keys]";
  }
}
