package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.wire.export.SigningKeys;

/** Mistakes that users make: each is told in their terms, with a remedy, and without Java. */
class MistakesTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final String NOBODY = "http://127.0.0.1:1";

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "keys list, --exporter",
    "keys retire 204 v2 --thru 2099-01-01T00:00:00Z, --exporter",
    "plan show, --processor",
    "plan change feeds.yaml, --processor"
  })
  void brokersOfOneBackendAreNotMixedWithAnAppOfAnother(String command, String app) {
    assertThat(execute(command + " --kafka localhost:1")).isEqualTo(WRONG_USAGE);
    assertToldOnce("expected both --kafka and " + app, "got only --kafka");
    assertThat(execute(command + " " + app + " " + NOBODY)).isEqualTo(WRONG_USAGE);
    assertToldOnce("expected both --kafka and " + app, "got only " + app);
  }

  @Test
  void aFurtherFeedDoesNotTakeThePlaceOfTheRegionsOwn() {
    assertThat(up("--feed NL=1h --bucket 10s")).isEqualTo(WRONG_USAGE);
    assertToldOnce("--feed in the command line: expected an id other than NL", "got NL=1h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bucket 7h | --bucket in the command line: expected whole seconds that divide 24h, such"
            + " as 6h or 8h, got 7h",
        "--feed NL-1=5s | --feed in the command line: expected a duration from 10s to 24h, got 5s",
        "--min-batch 20000 | --min-batch in the command line: expected a number from 0 to 10000",
        "--set keyferry.exporter.retention=abc | keyferry.exporter.retention in --set: expected a"
            + " duration such as 10s, 90m, 2h or 14d, got abc",
        "--feed NL-1=abc | expected a duration such as 10s, 90m, 2h or 1d, got \"abc\"",
        "--min-batch x | --min-batch: expected a whole number, got x",
        "--region nl | --region: expected a code such as NL or GB-SCT, got nl",
        "--by-hub DE | --by-hub: expected efgs=REGION or interop=REGION, got DE",
        "--by-hub ens=DE | --by-hub: expected efgs or interop, got ens",
        "--hub feed | --hub: expected efgs or interop, got feed",
        "--neighbour BE --by-hub efgs=BE | --neighbour and --by-hub in the command line: expected"
            + " each region once, and not NL itself, got [BE, BE]",
        "--hub efgs --neighbour BE | --hub in the command line: expected no --neighbour and no"
            + " --by-hub, as a hub has no keys of its own, got [BE]"
      })
  void aWrongValueIsToldByItsOption(String options, String told) {
    assertThat(up(options)).isEqualTo(WRONG_USAGE);
    assertToldOnce(told);
    assertThat(directory).as("a directory for nothing").isEmptyDirectory();
  }

  @Test
  void aPortThatIsTakenLeavesNoDirectoryBehind() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(up("--federation-port " + taken.getLocalPort())).isEqualTo(FAILED);
    }

    assertToldOnce("--federation-port");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys announce 204 v2 --from tomorrow | --from: expected an instant such as"
            + " 2027-01-01T00:00:00Z, got tomorrow",
        "peers onboard nl | DIR: expected 2 or more, got 1",
        "batches show NL abc | NUMBER: expected a whole number, got abc",
        "batches rebuild NL 1 --id x | --id: expected a UUID, got x",
        "plan show --processor localhost | --processor: expected http://HOST:PORT or https://HOST,"
            + " got localhost",
        "batches list @none | @none: expected a file with arguments in none, got nothing there"
      })
  void aWrongValueIsToldWithWhatWouldBeRight(String command, String told) {
    assertThat(execute(command)).isEqualTo(WRONG_USAGE);
    assertToldOnce(told, "--help tells how it is used");
    assertThat(printed.toString().lines()).as("not the whole usage").hasSizeLessThan(4);
  }

  @Test
  void anUnknownCommandIsAnsweredByTheCommands() {
    assertThat(execute("strat")).isEqualTo(WRONG_USAGE);
    assertToldOnce("strat", "status", "Commands:");
    assertThat(execute("batches shwo")).isEqualTo(WRONG_USAGE);
    assertToldOnce("shwo", "withdraw", "./keyferry batches --help");
  }

  @Test
  void aDataDirectoryThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(execute("up --gateway-port 0 --data " + file)).isEqualTo(FAILED);
    assertToldOnce(
        "data directory in " + file + ": expected a directory to write to, got something else");
  }

  @Test
  void anAuthorityThatIsNotThereIsNamedByItsFile() throws IOException {
    String submit = "submit --gateway " + NOBODY + " --authority " + directory;

    assertThat(execute(submit)).isEqualTo(FAILED);
    assertToldOnce(directory.resolve("authority.json") + ": expected a profile", "nothing there");
    authority();
    Files.delete(directory.resolve("private.pem"));
    assertThat(execute(submit)).isEqualTo(FAILED);
    assertToldOnce(directory.resolve("private.pem") + ": expected a private key", "nothing there");
    Files.createFile(directory.resolve("private.pem"));
    assertThat(execute(submit)).isEqualTo(FAILED);
    assertToldOnce(directory.resolve("private.pem") + ": expected a private key", "something else");
  }

  @Test
  void aGatewayThatDoesNotRunIsNamed() throws IOException {
    authority();

    assertThat(execute("submit --gateway " + NOBODY + " --authority " + directory))
        .isEqualTo(FAILED);
    assertToldOnce(
        "acknowledged 0 of 1 uploads",
        "submission gateway in " + NOBODY + "/v1/publish: expected an answer (does it run there?",
        "got no connection");
  }

  @Test
  void aRecordInADirectoryThatIsNotThereIsRefused() throws IOException {
    authority();
    Path out = directory.resolve("none/record.jsonl");

    assertThat(
            execute("submit --gateway " + NOBODY + " --authority " + directory + " --out " + out))
        .isEqualTo(WRONG_USAGE);
    assertToldOnce("--out: expected a file in a directory that is there, got " + out);
  }

  @Test
  void brokersThatDoNotAnswerAreNamed() {
    String soon = " --kafka-property default.api.timeout.ms=500";

    assertThat(execute("batches list --kafka localhost:1" + soon)).isEqualTo(FAILED);
    assertToldOnce("broker in localhost:1: expected an answer (does it run there?", "none in time");
    assertThat(execute("batches withdraw NL 1 --reason x --kafka nonsense")).isEqualTo(FAILED);
    assertToldOnce("broker in nonsense: expected HOST:PORT");
  }

  private void authority() throws IOException {
    Files.writeString(
        directory.resolve("authority.json"),
        """
        {"id": "test", "issuer": "test", "audience": "keyferry", "kid": "v1"}
        """);
    SigningKeys.writePrivate(directory.resolve("private.pem"), SigningKeys.generate().getPrivate());
  }

  private int up(String options) {
    var ports = new StringBuilder();
    for (String part :
        List.of("gateway", "origin", "processor", "exporter", "kafka", "controller", "s3")) {
      ports.append(" --").append(part).append("-port 0");
    }
    return execute("up --data " + directory.resolve("data") + ports + " " + options);
  }

  private int execute(String command) {
    var arguments = new ArrayList<>(List.of(command.split(" ")));
    printed.getBuffer().setLength(0);
    var writer = new PrintWriter(printed, true);
    return KeyferryCommand.commandLine()
        .setOut(writer)
        .setErr(writer)
        .execute(arguments.toArray(String[]::new));
  }

  private void assertToldOnce(String... parts) {
    assertThat(printed.toString())
        .contains(parts)
        .doesNotContain("\tat ", "Exception", "java.", "PT")
        .doesNotContainPattern("expected [^\n]*: expected ");
  }
}
