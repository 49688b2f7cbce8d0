package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.local.audit.StoppedBackend;
import org.keyferry.wire.topic.Topics;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./keyferry audit} as a user calls it. */
@Tag("SP3")
class AuditCommandTest {
  private static final int ALL_RIGHT = 0;
  private static final int TOO_OLD = 1;
  private static final int WRONG_USAGE = 2;

  private static final String SUBMITTED = Topics.KEYS_SUBMITTED + "-";

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();

  @Test
  void exitCodeTellsWhetherAnythingIsOlderThanThePromise() throws Exception {
    var backend = new StoppedBackend(directory, Instant.now());
    backend.segment(SUBMITTED + 0, "00000000000000000000.log", Duration.ofDays(2));
    backend.heldKey(Duration.ofDays(2));
    backend.setting("keyferry.retention.everything", "PT72H");
    String[] audit = {"audit", "retention", "--data", directory.toString()};

    assertThat(execute(audit)).isEqualTo(ALL_RIGHT);
    assertThat(printed.toString()).contains("nothing is older than 3 d");
    assertThat(execute("audit", "retention", "--data", directory.toString(), "--older-than", "1d"))
        .isEqualTo(TOO_OLD);
    assertThat(printed.toString())
        .contains("older than 1 d: 2 places")
        .containsPattern(SUBMITTED + "0 +20\\S+Z +2 d[^|]* +1 d +older")
        .doesNotContain(StoppedBackend.keyTexts());
  }

  @Test
  void jsonTellsTheSame() throws Exception {
    var backend = new StoppedBackend(directory, Instant.now());
    backend.segment(SUBMITTED + 0, "00000000000000000000.log", Duration.ofDays(40));

    assertThat(execute("audit", "retention", "--data", directory.toString(), "--output", "json"))
        .isEqualTo(TOO_OLD);

    var report = JsonMapper.shared().readTree(printed.toString());
    assertThat(report.path("limitSeconds").asLong()).isEqualTo(Duration.ofDays(30).toSeconds());
    assertThat(report.path("places").get(0).path("verdict").asString()).isEqualTo("OLDER");
    assertThat(printed.toString()).doesNotContain(StoppedBackend.keyTexts());
  }

  @Test
  void directoryWithoutABackendIsRefused() {
    assertThat(execute("audit", "retention", "--data", directory.toString()))
        .isEqualTo(WRONG_USAGE);
    assertThat(printed.toString())
        .contains("--data", "expected a directory that ./keyferry up has kept a backend in")
        .doesNotContain("\tat ");
  }

  @Test
  void numberWithoutUnitIsRefused() {
    assertThat(execute("audit", "retention", "--older-than", "30")).isEqualTo(WRONG_USAGE);
    assertThat(printed.toString()).contains("--older-than", "expected a duration");
  }

  @Test
  void auditOfNothingIsRefused() {
    assertThat(execute("audit")).isEqualTo(WRONG_USAGE);
    assertThat(printed.toString()).contains("what to audit is missing: retention");
  }

  private int execute(String... arguments) {
    var writer = new PrintWriter(printed);
    return KeyferryCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }
}
