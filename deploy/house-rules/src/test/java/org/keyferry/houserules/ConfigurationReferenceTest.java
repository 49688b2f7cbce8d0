package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The reference pages are what the code says. {@code -Dgenerate=write} writes them instead of
 * comparing.
 */
class ConfigurationReferenceTest {
  private static final boolean WRITE = "write".equals(System.getProperty("generate"));

  @Test
  void configurationPageShowsEverySetting() {
    assertSameAsCommitted(
        Path.of("docs/configuration.md"), ConfigurationPage.of(SettingsRoots.ALL));
  }

  @Test
  void topicsPageShowsEveryTopic() {
    assertSameAsCommitted(Path.of("docs/topics.md"), TopicsPage.page());
  }

  @Test
  void connectorsPageShowsEveryProperty() {
    assertSameAsCommitted(Path.of("docs/connectors.md"), ConnectorsPage.page());
  }

  @Test
  void requirementsPageShowsEveryTestWithTheTagOfOne() {
    assertThat(RequirementsPage.required())
        .containsKeys(RequirementsPage.tested().keySet().toArray(String[]::new));
    assertSameAsCommitted(Path.of("docs/requirements.md"), RequirementsPage.page());
  }

  @Test
  void noSettingsRecordIsMissing() {
    Set<Class<?>> shown = new HashSet<>();
    SettingsRoots.ALL.values().forEach(root -> collect(root, shown));

    var declared =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests()).importPackages("org.keyferry").stream()
                .filter(JavaClass::isRecord)
                .map(JavaClass::reflect)
                .filter(SettingsRecord::isOne)
                .collect(Collectors.toSet());

    assertThat(declared).isEqualTo(shown);
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    if (found.add(type)) {
      for (RecordComponent component : type.getRecordComponents()) {
        SettingsRecord.nested(component).ifPresent(inner -> collect(inner, found));
      }
    }
  }

  private static void assertSameAsCommitted(Path page, String generated) {
    if (WRITE) {
      SourceTree.write(page, generated);
    }
    assertThat(Files.exists(SourceTree.ROOT.resolve(page)))
        .as("%s is there; -Dgenerate=write makes it", page)
        .isTrue();
    assertThat(SourceTree.read(page))
        .as("%s is what the code says; -Dgenerate=write brings it up to date", page)
        .isEqualTo(generated);
  }
}
