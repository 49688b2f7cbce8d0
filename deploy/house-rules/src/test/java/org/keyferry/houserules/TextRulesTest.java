package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no text of the project says. */
class TextRulesTest {
  private static final Path THIS =
      Path.of("deploy/house-rules/src/test/java/org/keyferry/houserules/TextRulesTest.java");

  private static final Set<String> BINARY =
      Set.of("zip", "jar", "bin", "binpb", "png", "jpg", "gz", "sig", "der", "p12", "edi", "ccf");

  /** A directory that only one machine has. */
  private static final Pattern PATH_OF_A_MACHINE =
      Pattern.compile("(?<![\\w.$}\\])-])/(work|root|home|tmp/kf)/");

  /** Where packages come from is each builder's own affair. */
  private static final Pattern REGISTRY =
      Pattern.compile(
          "https?://[\\w.:-]*(repo\\d*\\.|registry|artifactory|nexus|mirror|proxy\\.|packages\\.)"
              + "[\\w.:-]*");

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME)\\b");

  @Test
  void noTextNamesAPlaceOnOneMachine() {
    assertThat(lines(PATH_OF_A_MACHINE, Set.of(THIS))).isEmpty();
  }

  @Test
  void onlyTheWrapperNamesARegistry() {
    assertThat(
            lines(
                REGISTRY,
                Set.of(
                    THIS,
                    Path.of("mvnw"),
                    Path.of("mvnw.cmd"),
                    Path.of(".mvn/wrapper/maven-wrapper.properties"))))
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(lines(UNFINISHED, Set.of(THIS))).isEmpty();
  }

  @Test
  void everyPublicTypeSaysWhatItIs() {
    var undocumented =
        ParsedSource.of(SourceTree.mainJavaFiles().toList()).stream()
            .flatMap(source -> source.undocumentedTypes().stream())
            .toList();

    assertThat(undocumented).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cd /work/main",
        "file:///home/me/x",
        "\"/root/.m2\"",
        "(/tmp/kf/wt)",
        "at=/root/a"
      })
  void aPathOfAMachineIsSeen(String line) {
    assertThat(PATH_OF_A_MACHINE.matcher(line).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"target/work/a", "${base}/home/a", "/NL/index.txt", "a/root/b", "../work/x"})
  void otherPathsAreNoPathOfAMachine(String line) {
    assertThat(PATH_OF_A_MACHINE.matcher(line).find()).isFalse();
  }

  private static List<String> lines(Pattern pattern, Set<Path> except) {
    var found = new ArrayList<String>();
    for (Path file : SourceTree.files()) {
      if (!except.contains(file) && !BINARY.contains(extension(file))) {
        List<String> lines = SourceTree.read(file).lines().toList();
        for (int line = 0; line < lines.size(); line++) {
          if (pattern.matcher(lines.get(line)).find()) {
            found.add(file + ":" + (line + 1) + " " + lines.get(line).strip());
          }
        }
      }
    }
    return found;
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
