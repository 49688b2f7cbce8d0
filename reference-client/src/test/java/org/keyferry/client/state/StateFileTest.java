package org.keyferry.client.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.key.Region;

class StateFileTest {
  private static final Region NL = new Region("NL");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-11-25");

  @TempDir private Path directory;

  private Path file;

  @BeforeEach
  void begin() {
    file = directory.resolve("state.json");
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    var trail = new Trail(7, "abc", NOW);
    var state =
        new RegionState(
            Optional.of(trail),
            Optional.of("\"tag\""),
            new Pace(Duration.ofHours(2), Duration.ofMinutes(1)),
            Map.of("hash", NOW),
            SeenKeys.NONE.plus(Keys.some(3, NOW, new Random(1)), DAY));
    var states = StateFile.open(file);
    states.write(NL, state);
    states.writeAuthorities(trail, "signed");
    states.writeTraffic(new DayBytes(DAY, 123));

    var again = StateFile.open(file);

    assertThat(again.read(NL)).isEqualTo(state);
    assertThat(again.authorities()).contains(trail);
    assertThat(again.authoritiesDocument()).contains("signed");
    assertThat(again.traffic()).isEqualTo(new DayBytes(DAY, 123));
  }

  @Test
  void aFileOfAnEarlierVersionIsReadWithoutTheDocumentOfAuthorities() throws IOException {
    Files.writeString(
        file,
        """
        {"regions":{},"authorities":{"sequence":7,"sha256":"abc","expiresAt":"2026-11-25T10:00:00Z"},
        "traffic":{"day":"2026-11-25","bytes":1}}
        """);

    var states = StateFile.open(file);

    assertThat(states.authorities()).contains(new Trail(7, "abc", NOW));
    assertThat(states.authoritiesDocument()).isEmpty();
  }

  @Test
  void aFileThatCanNotBeReplacedIsNamedWithWhatIsWrong() throws IOException {
    var states = StateFile.open(directory.resolve("none/state.json"));

    assertThatThrownBy(() -> states.writeTraffic(new DayBytes(DAY, 1)))
        .hasMessageContaining("none/state.json: expected a file that can be replaced, got");
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    StateFile.open(file).writeTraffic(new DayBytes(DAY, 1));
    assertThat(Files.getPosixFilePermissions(file))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void aFileThatIsSomethingElseIsNamed() throws IOException {
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> StateFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("state in " + file + ": expected what this client wrote");
  }
}
