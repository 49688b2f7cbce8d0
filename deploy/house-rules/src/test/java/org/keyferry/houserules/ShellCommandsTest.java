package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.local.KeyferryCommand;
import picocli.CommandLine;

/** Commands that the documents tell a reader to type are there to be typed. */
class ShellCommandsTest {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```");
  private static final Pattern TEST_CLASS = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern PROFILE = Pattern.compile("-P(\\w+)");
  private static final Pattern MODULE = Pattern.compile("-pl (\\S+)");
  private static final Pattern TEMPLATE = Pattern.compile("< (\\S+)");
  private static final Pattern NAMED_VALUE = Pattern.compile("\\$(\\w+)");
  private static final Pattern VALUE = Pattern.compile("\\$\\{(\\w+)}");

  /** A command line and the page that shows it. */
  record Shown(Path page, String command) {
    @Override
    public String toString() {
      return command + " (" + page + ")";
    }
  }

  static Stream<Shown> mavenCommands() {
    return shown("./mvnw");
  }

  @ParameterizedTest
  @MethodSource("mavenCommands")
  void aMavenCommandNamesWhatExists(Shown shown) {
    assertThat(Files.isExecutable(SourceTree.ROOT.resolve("mvnw"))).isTrue();
    for (String test : groups(TEST_CLASS, shown.command())) {
      assertThat(SourceTree.javaFiles()).anyMatch(file -> file.endsWith(test + ".java"));
    }
    for (String profile : groups(PROFILE, shown.command())) {
      assertThat(SourceTree.read(Path.of("pom.xml"))).contains("<id>" + profile + "</id>");
    }
    for (String module : groups(MODULE, shown.command())) {
      assertThat(SourceTree.ROOT.resolve(module)).isDirectory();
    }
  }

  static Stream<Shown> keyferryCommands() {
    return shown("./keyferry");
  }

  @ParameterizedTest
  @MethodSource("keyferryCommands")
  void aCommandOfOursIsUnderstood(Shown shown) {
    String[] words = shown.command().replaceFirst("\\s+#.*", "").split("\\s+");
    var arguments = Arrays.copyOfRange(words, 1, words.length);
    var commandLine =
        new CommandLine(new KeyferryCommand()).setCaseInsensitiveEnumValuesAllowed(true);

    assertThatCode(() -> commandLine.parseArgs(arguments)).doesNotThrowAnyException();
  }

  static Stream<Shown> fillingCommands() {
    return shown("envsubst");
  }

  @ParameterizedTest
  @MethodSource("fillingCommands")
  void aCommandThatFillsInATemplateNamesItsValuesAndNoOthers(Shown shown) {
    String template = groups(TEMPLATE, shown.command()).getFirst();

    assertThat(groups(NAMED_VALUE, shown.command()))
        .containsExactlyInAnyOrderElementsOf(
            Set.copyOf(groups(VALUE, SourceTree.read(Path.of(template)))));
  }

  private static Stream<Shown> shown(String program) {
    return SourceTree.files().stream()
        .filter(file -> file.toString().endsWith(".md"))
        .flatMap(page ->
            groups(FENCED, SourceTree.read(page)).stream()
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .map(line -> line.replaceFirst("^\\$ ", "").strip())
                .filter(line -> line.startsWith(program + " "))
                .map(line -> new Shown(page, line)));
  }

  private static List<String> groups(Pattern pattern, String text) {
    var found = new ArrayList<String>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
