package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wrong command is told: one sentence, exit code 2, no stack trace. */
class UsageTest {
  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();

  @Test
  void helpListsTheCommands() {
    assertThat(execute("help")).isEqualTo(DONE);
    assertThat(printed.toString()).contains("submit", "inspect", "./keyferry bench");
  }

  @Test
  void aGatewayThatIsNoUrlIsRefusedBeforeAnythingIsSent() {
    assertThat(execute("submit", "--gateway", "nonsense", "--authority", directory.toString()))
        .isEqualTo(WRONG_USAGE);
    assertRefusal("--gateway: expected http://HOST:PORT", "got nonsense");
  }

  @Test
  void aPortOutOfRangeIsNamed() {
    assertThat(up("--gateway-port", "99999")).isEqualTo(WRONG_USAGE);
    assertRefusal("--gateway-port", "a number from 0 to 65535", "got 99999");
  }

  @Test
  void aSettingOfNoKnownFamilyIsNamed() {
    assertThat(up("--gateway-port", "0", "--set", "most-keys=3")).isEqualTo(WRONG_USAGE);
    assertRefusal("most-keys", "a name that begins with one of [keyferry.,");
  }

  @Test
  void commandsForARunningBackendSayThatThereIsNone() {
    String data = directory.toString();
    assertThat(execute("batches", "list", "--data", data)).isEqualTo(REFUSED);
    assertRefusal("running backend in " + data, "./keyferry up");
    assertThat(execute("keys", "list", "--data", data)).isEqualTo(REFUSED);
  }

  @Test
  void aBatchIsNotWithdrawnWithoutAReason() {
    assertThat(execute("batches", "withdraw", "NL", "3")).isEqualTo(WRONG_USAGE);
    assertRefusal("--reason");
    assertThat(execute("batches", "withdraw", "NL", "0", "--reason", "a test"))
        .isEqualTo(WRONG_USAGE);
    assertRefusal("sequence in command: expected 1 or more");
  }

  @Test
  void aChangeOfThePlanNeedsSomeNotice() {
    assertThat(execute("plan", "change", "feeds.yaml", "--notice", "9s")).isEqualTo(WRONG_USAGE);
    assertRefusal("--notice", "10s or more", "9s");
  }

  @Test
  void aKeyIsAnnouncedForAnInstant() {
    assertThat(execute("keys", "announce", "204", "v2", "--from", "tomorrow"))
        .isEqualTo(WRONG_USAGE);
    assertRefusal("--from", "tomorrow");
  }

  @Test
  void retentionThatWouldOutliveThePromiseIsRefusedWithItsSum() {
    assertThat(up("--gateway-port", "0", "--set", "keyferry.exporter.retention=30d"))
        .isEqualTo(WRONG_USAGE);
    assertRefusal(
        "keyferry.retention.everything",
        "retention of the files 30 d",
        "or lower keyferry.exporter.retention",
        "got 30 d");
  }

  private int up(String... more) {
    String[] fixed = {
      "up",
      "--data",
      directory.resolve("data").toString(),
      "--origin-port",
      "0",
      "--processor-port",
      "0",
      "--exporter-port",
      "0",
      "--federation-port",
      "0",
      "--federation-health-port",
      "0",
      "--kafka-port",
      "0",
      "--controller-port",
      "0",
      "--s3-port",
      "0"
    };
    var arguments = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, arguments, 0, fixed.length);
    System.arraycopy(more, 0, arguments, fixed.length, more.length);
    return execute(arguments);
  }

  private int execute(String... arguments) {
    var writer = new PrintWriter(printed);
    return KeyferryCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }

  private void assertRefusal(String... parts) {
    assertThat(printed.toString()).contains(parts).doesNotContain("\tat ");
  }
}
