package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Name;
import org.junit.jupiter.api.Test;

/** What a reader can hold in the head at once. */
class SizeTest {
  private static final int MOST_LINES_OF_A_FILE = 300;
  private static final int MOST_LINES_OF_A_METHOD = 30;
  private static final int MOST_PARAMETERS = 5;
  private static final int MOST_LINES_OF_THE_README = 120;
  private static final Path README = Path.of("README.md");

  private final List<ParsedSource> sources = ParsedSource.of(SourceTree.mainJavaFiles().toList());

  @Test
  void noFileIsLongerThanThreeHundredLines() {
    assertThat(SourceTree.mainJavaFiles())
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(SourceTree.read(file).lines().count())
                .as("lines of %s", file)
                .isLessThanOrEqualTo(MOST_LINES_OF_A_FILE));
  }

  @Test
  void noMethodIsLongerThanThirtyLines() {
    var tooLong = new ArrayList<String>();
    for (ParsedSource source : sources) {
      source.methods((method, at) -> {
        if (source.lines(method) > MOST_LINES_OF_A_METHOD) {
          tooLong.add(at + " " + method.getName() + ": " + source.lines(method) + " lines");
        }
      });
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noMethodTakesMoreThanFiveParameters() {
    var tooMany = new ArrayList<String>();
    for (ParsedSource source : sources) {
      source.methods((method, at) -> {
        int parameters = method.getParameters().size();
        if (parameters > MOST_PARAMETERS && !isConstructor(method.getName())) {
          tooMany.add(at + " " + method.getName() + ": " + parameters + " parameters");
        }
      });
    }
    assertThat(tooMany).isEmpty();
  }

  @Test
  void theReadmeIsShort() {
    if (Files.exists(SourceTree.ROOT.resolve(README))) {
      assertThat(SourceTree.read(README).lines().count())
          .as("lines of %s", README)
          .isLessThanOrEqualTo(MOST_LINES_OF_THE_README);
    }
  }

  private static boolean isConstructor(Name name) {
    return name.contentEquals("<init>");
  }
}
