package org.keyferry.local.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.local.backend.PrivateFiles;
import org.keyferry.local.phone.Phone;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has to come out, decided and written down before the first upload.
 *
 * @param patients numbers of the phones that upload
 * @param exposed numbers of the phones that have to be warned
 * @param published keys that have to be in exactly one batch, in base64
 * @param keyInUse the key that must not be in any, in base64
 * @param malformedKey the key that must not be in any, in base64
 */
record GroundTruth(
    Set<Integer> patients,
    Set<Integer> exposed,
    Set<String> published,
    String keyInUse,
    String malformedKey) {

  static GroundTruth of(World world, UploadPlan plan) {
    var patients = new TreeSet<Integer>();
    world.patients().stream().map(Phone::number).forEach(patients::add);
    return new GroundTruth(
        patients,
        new TreeSet<>(world.exposed()),
        plan.publishedAfter(plan.waves().size() - 1),
        plan.keyInUse(),
        plan.malformedKey());
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
