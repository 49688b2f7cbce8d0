package org.keyferry.wire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of files with one thing wrong each, and beside it a list that says as what the problem
 * must name it: {@code NAME | WHAT}.
 */
public final class DefectList {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private DefectList() {}

  /** A file with one thing wrong. */
  public record Defect(String name, String what, ByteString file) {
    /** The bytes of the file. */
    public byte[] content() {
      return file.toByteArray();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The files of a folder, all of which the list must name. */
  public static List<Defect> of(String folder) throws IOException {
    var defects = new ArrayList<Defect>();
    List<Path> files;
    try (var all = Files.list(RESOURCES.resolve(folder))) {
      files = all.sorted().toList();
    }
    for (String line : Files.readAllLines(RESOURCES.resolve(folder + ".list"))) {
      String[] parts = line.split(" \\| ");
      Path file =
          files.stream()
              .filter(path ->
                  path.getFileName().toString().replaceFirst("\\.\\w+$", "").equals(parts[0]))
              .findFirst()
              .orElseThrow(() -> new AssertionError(parts[0] + " is missing"));
      defects.add(new Defect(parts[0], parts[1], ByteString.copyFrom(Files.readAllBytes(file))));
    }
    assertThat(files).hasSameSizeAs(defects);
    return defects;
  }

  /** A file of the resources. */
  public static byte[] file(String name) throws IOException {
    return Files.readAllBytes(RESOURCES.resolve(name));
  }
}
