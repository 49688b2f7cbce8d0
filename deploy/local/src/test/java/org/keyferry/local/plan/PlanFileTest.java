package org.keyferry.local.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.settings.InvalidSetting;

/** What is said of a plan that can't be: one line that names the file. */
class PlanFileTest {
  @TempDir private Path directory;

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = directory.resolve("none.yaml");

    assertThatThrownBy(() -> PlanFile.read(file, Duration.ofMinutes(10)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("plan in " + file + ": expected a file with YAML, got nothing there");
  }

  @Test
  void aTextThatIsNoYamlIsNamedWithItsLine() throws IOException {
    Path file = file("# Keyferry\n\nkey: a\n - b: [c\n");

    assertThatThrownBy(() -> PlanFile.read(file, Duration.ofMinutes(10)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("plan in " + file + ", line ")
        .hasMessageContaining(": expected YAML, got ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aRegionThatIsNoneIsOneProblemOfTheFile() throws IOException {
    Path file = file("keyferry.plan.feeds:\n  - region: nl\n");

    assertThatThrownBy(() -> PlanFile.read(file, Duration.ofMinutes(10)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "keyferry.plan.feeds[0].region in "
                + file
                + ": expected a code such as NL or GB-SCT, got nl");
  }

  @Test
  void aBucketThatCanNotBeIsAProblemOfTheFile() throws IOException {
    Path file = file("keyferry.plan.feeds:\n  - region: NL\n    bucket: 7h\n");

    assertThatThrownBy(() -> PlanFile.read(file, Duration.ofMinutes(10)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "keyferry.plan.feeds[NL].bucket in "
                + file
                + ": expected whole seconds that divide 24h, such as 6h or 8h, got 7h");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("feeds.yaml"), text);
  }
}
