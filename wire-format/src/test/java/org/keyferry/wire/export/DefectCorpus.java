package org.keyferry.wire.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every defect of export files. Run {@link #main} with the folder {@code
 * src/test/resources/export/defects} to write them anew.
 */
final class DefectCorpus {
  private DefectCorpus() {}

  static List<Defect> all() {
    return Stream.of(
            ZipDefects.all(),
            BodyDefects.header(),
            BodyDefects.keys(),
            SignatureDefects.malformed(),
            SignatureDefects.untrusted())
        .flatMap(List::stream)
        .toList();
  }

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    for (var defect : all()) {
      Files.write(folder.resolve(defect.name() + ".zip"), defect.file().toByteArray());
    }
  }
}
