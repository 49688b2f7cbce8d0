package org.keyferry.houserules;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** What nobody does here, and what only some do. */
@AnalyzeClasses(packages = "org.keyferry", importOptions = DoNotIncludeTests.class)
class HabitsTest {
  /** The command line talks to a person and lives in that person's time. */
  private static final String COMMAND_LINE = "org.keyferry.local..";

  private static final Path REGISTRY =
      Path.of("wire-format/src/main/java/org/keyferry/wire/topic/Topics.java");

  @ArchTest
  static final ArchRule namesSayWhatATypeIs =
      noClasses()
          .should()
          .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Impl|Utils?|Helper|Manager))");

  @ArchTest
  static final ArchRule nobodyPrintsButTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(COMMAND_LINE)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule nobodyReadsTheWallClockButThroughAnInjectedOne =
      noClasses()
          .that()
          .resideOutsideOfPackage(COMMAND_LINE)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now");

  @ArchTest
  static final ArchRule rulesAreGivenTheirClock =
      noClasses()
          .that()
          .resideInAPackage("org.keyferry.wire..")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Clock.class))).and(target(nameMatching("system.*"))));

  @Test
  void nobodyWaitsByTheClockOrSwitchesATestOff() {
    assertThat(occurrences("Thread" + "\\.sleep\\(|@" + "Disabled\\b|TimeUnit\\.\\w+\\.sleep\\("))
        .isEmpty();
  }

  @Test
  void nobodyNamesATopicButTheRegistry() {
    // A topic, or a place in it as TOPIC-PARTITION@OFFSET; sentences may have the words.
    Pattern names =
        Pattern.compile(
            Topics.ALL.stream()
                .map(Topic::name)
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(", ")([-@].*)?")));
    var named = new ArrayList<String>();
    for (ParsedSource source : ParsedSource.of(SourceTree.javaFiles().toList())) {
      if (!source.file().equals(REGISTRY)) {
        source.strings((text, at) -> {
          if (names.matcher(text).matches()) {
            named.add(at + " \"" + text + "\"");
          }
        });
      }
    }
    assertThat(named).isEmpty();
  }

  private static List<String> occurrences(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    var found = new ArrayList<String>();
    SourceTree.javaFiles()
        .forEach(file -> {
          List<String> lines = SourceTree.read(file).lines().toList();
          for (int line = 0; line < lines.size(); line++) {
            if (wanted.matcher(lines.get(line)).find()) {
              found.add(file + ":" + (line + 1) + " " + lines.get(line).strip());
            }
          }
        });
    return found;
  }
}
