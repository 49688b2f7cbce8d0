package org.keyferry.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands of docs/peers.md do what the page says, in its order, and refuse the rest. */
class PeersPageTest {
  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int WRONG_USAGE = 2;
  private static final Path PAGE = Path.of("../../docs/peers.md");
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
  private static final Pattern PEER = Pattern.compile("(?ms)^```json\\n(.*?)^```");
  private static final Pattern FILE =
      Pattern.compile("(?<=^|=)(?:data/(?:peers/)?)?([\\w.-]+\\.(?:json|pem))$");

  private static EmbeddedBroker broker;

  @TempDir private Path directory;
  private final StringWriter printed = new StringWriter();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(1, 1, 1)).ensureAll();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void makeFilesOfTheOtherSide() throws IOException {
    var example = PEER.matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();
    Files.writeString(directory.resolve("be.json"), example.group(1));
    for (String name : List.of("be-client", "be-client-2", "be-client-3", "be-server")) {
      TestCertificate.write(directory.resolve(name + ".pem"), name);
    }
    SigningKeys.writePublic(
        directory.resolve("be-signing.pem"), SigningKeys.generate().getPublic());
  }

  @Tag("V21")
  @Tag("V50")
  @Test
  void everyCommandOfThePageIsDone() throws IOException {
    String page = Files.readString(PAGE);
    var commands =
        COMMANDS
            .matcher(page)
            .results()
            .flatMap(block -> block.group(1).lines())
            .filter(line -> line.startsWith("./keyferry "))
            .toList();

    assertThat(commands).hasSizeGreaterThan(15);
    for (String command : commands) {
      assertThat(run(command)).as("%s: %s", command, printed).isEqualTo(DONE);
    }
    assertThat(printed.toString())
        .contains("version 1 is in effect until", "version 100 is in effect until");
  }

  /** A line of the page, with its files in the directory of the test. */
  private int run(String line) throws IOException {
    var words = new ArrayList<String>();
    for (String word : line.split(" +")) {
      words.add(resolved(word));
    }
    words.removeFirst();
    if (words.contains("--save")) {
      Files.delete(directory.resolve("peers.json"));
    }
    return execute(words.toArray(String[]::new));
  }

  private String resolved(String word) throws IOException {
    if (word.equals("KEY-ID")) {
      return oldestDocumentKey();
    }
    return FILE.matcher(word).replaceAll(file -> directory.resolve(file.group(1)).toString());
  }

  private String oldestDocumentKey() throws IOException {
    String draft = Files.readString(directory.resolve("peers.json"));
    for (String name : List.of("private.pem", "second.pem")) {
      var key = new DocumentKeyFile(directory.resolve(name)).publicKey();
      var encoded = Base64.getEncoder().encodeToString(key.publicKey().getEncoded());
      if (draft.contains("\"" + encoded + "\"")) {
        return key.id();
      }
    }
    throw new AssertionError("no document key in " + draft);
  }

  @Test
  void whatTheAppsWouldRefuseIsNotPublished() {
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(DONE);
    String other = directory.resolve("other").toString();
    assertThat(execute("peers", "init", "--region", "BE", "--peers", other)).isEqualTo(DONE);

    assertThat(execute("peers", "publish", "--key", other + "/private.pem")).isEqualTo(REFUSED);
    assertPrinted("document key in the command: expected one of [", "which may sign version 1");
  }

  @Test
  void wrongFileIsRefusedWithItsPlace() throws IOException {
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(DONE);
    Path draft = directory.resolve("peers.json");
    Files.writeString(draft, Files.readString(draft).replace("\"NL\"", "\"nl\""));

    assertThat(execute("peers", "verify")).isEqualTo(REFUSED);
    assertPrinted("home.region in " + draft + ": expected a region code");
  }

  @Test
  void fileThatIsThereIsNotWrittenOver() {
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(DONE);
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(REFUSED);
    assertPrinted("expected not to be there");
  }

  @Test
  void whatIsNotMadeYetIsToldWithWhatMakesIt() {
    assertThat(execute("peers", "verify")).isEqualTo(REFUSED);
    assertPrinted("expected a file (./keyferry peers init makes the first, ", "got nothing there");
    assertThat(execute("peers", "show")).isEqualTo(REFUSED);
    assertPrinted("public key in " + directory.resolve("public.pem"), "named by --trust");
  }

  @Test
  void documentThatIsNotTakenIsNotSaidToBeMissing() throws IOException {
    String other = Files.createDirectory(directory.resolve("other")).toString();
    assertThat(execute("peers", "init", "--region", "DE", "--peers", other)).isEqualTo(DONE);
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(DONE);
    assertThat(execute("peers", "publish", "--first-version", "50")).isEqualTo(DONE);

    assertThat(execute("peers", "show", "--peers", other)).isEqualTo(REFUSED);
    assertPrinted("that are not; ", "./keyferry peers verify --published");
  }

  @Test
  void directoryOfABackendOfThisMachineNeedsNoMoreThanItsName() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("keyferry.json"), "{}");
    String peers = data.resolve("peers").toString();
    String peer = directory.resolve("be.json").toString();
    Files.writeString(
        Path.of(peer), Files.readString(Path.of(peer)).replace("be.example:", "127.0.0.1:"));
    String key = "206/v1=" + directory.resolve("be-signing.pem");
    String[] add = {"peers", "add", peer, "--signing-key", key};
    assertThat(execute("peers", "init", "--region", "NL", "--cluster", "EU")).isEqualTo(DONE);
    assertThat(execute(add)).isEqualTo(REFUSED);
    assertPrinted("expected a public address");
    String[] init = {"peers", "init", "--region", "NL", "--cluster", "EU", "--peers", peers};
    assertThat(execute(init)).isEqualTo(DONE);
    assertThat(execute("peers", "add", peer, "--signing-key", key, "--peers", peers))
        .isEqualTo(DONE);
    assertThat(
            KeyferryCommand.commandLine(new KeyferryCommand())
                .execute("peers", "verify", "--data", data.toString()))
        .isEqualTo(DONE);
  }

  @Test
  void wrongJsonIsToldWithItsPlaceAlsoBesideAKey() throws IOException {
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(DONE);
    Path peer = Files.writeString(directory.resolve("broken.json"), "{\n \"id\": \"x\",");
    String client = directory.resolve("be-client.pem").toString();

    assertThat(execute("peers", "add", peer.toString(), "--client", client)).isEqualTo(REFUSED);
    assertPrinted("JSON in " + peer + ": expected one object", "got line 2, column ");
  }

  @Test
  void peerIsAddedOnceAndRemovedOnce() {
    assertThat(execute("peers", "init", "--region", "NL", "--cluster", "EU")).isEqualTo(DONE);
    String[] add = {
      "peers",
      "add",
      directory.resolve("be.json").toString(),
      "--signing-key",
      "206/v1=" + directory.resolve("be-signing.pem")
    };
    assertThat(execute(add)).isEqualTo(DONE);
    assertPrinted("added be.example, replication all-to-all");
    assertThat(execute(add)).isEqualTo(REFUSED);
    assertPrinted("expected a new id, or --replace");
    assertThat(
            execute(Stream.concat(Stream.of(add), Stream.of("--replace")).toArray(String[]::new)))
        .isEqualTo(DONE);

    assertThat(execute("peers", "remove", "be.example")).isEqualTo(DONE);
    assertThat(execute("peers", "remove", "be.example")).isEqualTo(REFUSED);
    assertPrinted("peer in the peers document: expected one of [], got be.example");
  }

  @Test
  void verificationTellsWhatEndsSoon() {
    assertThat(execute("peers", "init", "--region", "NL", "--cluster", "EU")).isEqualTo(DONE);
    String client = directory.resolve("be-client.pem").toString();
    String key = "206/v1=" + directory.resolve("be-signing.pem");
    String peer = directory.resolve("be.json").toString();
    assertThat(execute("peers", "add", peer, "--client", client, "--signing-key", key))
        .isEqualTo(DONE);
    String next = directory.resolve("be-client-2.pem").toString();
    assertThat(execute("peers", "rotate", "be.example", "--client", next)).isEqualTo(DONE);

    assertThat(execute("peers", "verify")).isEqualTo(DONE);
    assertThat(printed.toString())
        .containsPattern("be.example: certificate [0-9a-f]{8} as client ends at ")
        .contains("right: 1 peers of NL");
  }

  @Test
  void aRevokedCertificateIsNotTakenAgain() throws IOException {
    assertThat(execute("peers", "init", "--region", "NL", "--cluster", "EU")).isEqualTo(DONE);
    String client = directory.resolve("be-client.pem").toString();
    String key = "206/v1=" + directory.resolve("be-signing.pem");
    String peer = directory.resolve("be.json").toString();
    String[] add = {"peers", "add", peer, "--client", client, "--signing-key", key};
    assertThat(execute(add)).isEqualTo(DONE);
    String before = Files.readString(directory.resolve("peers.json"));
    assertThat(execute("peers", "remove", "be.example", "--revoke")).isEqualTo(DONE);

    assertThat(execute(add)).isEqualTo(REFUSED);
    assertPrinted("certificates of be.example in the peers document: expected none that is in");

    var revoked = Pattern.compile("\"sha256\" ?: ?\"([0-9a-f]{64})\"").matcher(before);
    assertThat(revoked.find()).isTrue();
    var draft = (ObjectNode) JsonMapper.shared().readTree(before);
    draft.putArray("revoked").add(revoked.group(1));
    Files.writeString(directory.resolve("peers.json"), draft.toString());
    assertThat(execute("peers", "verify")).isEqualTo(REFUSED);
    assertPrinted("as client is revoked and counts for nothing", "certificates of [be.example] in");
    assertThat(execute("peers", "rotate", "be.example", "--client", directory + "/be-client-2.pem"))
        .isEqualTo(DONE);
    assertThat(execute("peers", "verify")).isEqualTo(DONE);
    assertThat(execute("peers", "rotate", "be.example", "--client", client)).isEqualTo(REFUSED);
  }

  @Test
  void rotationNeedsSomethingToRotate() {
    assertThat(execute("peers", "rotate", "be.example")).isEqualTo(WRONG_USAGE);
    assertThat(execute("peers", "publish", "--expires-in", "500d")).isEqualTo(WRONG_USAGE);
    assertPrinted("--expires-in: expected 1m to 400d");
  }

  @Test
  void whatIsLeftOfAKeyIsNowhereInWhatIsPrinted() throws IOException {
    assertThat(execute("peers", "init", "--region", "NL")).isEqualTo(DONE);
    String secret =
        Files.readString(directory.resolve("private.pem"), UTF_8).lines().toList().get(1);

    assertThat(printed.toString()).doesNotContain(secret);
    assertThat(Files.readString(directory.resolve("peers.json"))).doesNotContain(secret);
  }

  /** A command about the directory of the test unless it names another. */
  private int execute(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--peers")) {
      all.addAll(List.of("--peers", directory.toString()));
    }
    if (Stream.of("publish", "show", "verify").anyMatch(arguments[1]::equals)) {
      all.addAll(List.of("--kafka", broker.bootstrapServers()));
    }
    var writer = new PrintWriter(printed);
    return KeyferryCommand.commandLine()
        .setOut(writer)
        .setErr(writer)
        .execute(all.toArray(String[]::new));
  }

  private void assertPrinted(String... parts) {
    assertThat(printed.toString()).contains(parts).doesNotContain("\tat ");
  }
}
