package org.keyferry.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.CommandAction;
import org.keyferry.event.v1.CommandOutcome;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.local.topic.TopicWrite;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** Commands about a backend elsewhere, whose broker answers nobody without a password. */
class SecuredBrokerTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int NO_ANSWER = 2;
  private static final String KNOWN_COMMAND = "0198c0de-0000-7000-8000-000000000001";

  private static EmbeddedBroker broker;

  private final StringWriter printed = new StringWriter();

  @BeforeAll
  static void publish() throws InterruptedException {
    broker = EmbeddedBroker.startSecured();
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(1, 1, 1)).ensureAll();
    }
    var batch =
        PublishedBatch.newBuilder()
            .setFeed("NL")
            .setSequence(7)
            .setWindowEndSeconds(1_790_000_000)
            .setKeys(42)
            .build();
    var outcome = CommandOutcome.newBuilder().setCommandId(KNOWN_COMMAND).setOfSequence(7);
    var command =
        PublishedBatch.newBuilder()
            .setFeed("NL")
            .setSequence(8)
            .setOutcome(outcome.setAction(CommandAction.REBUILD).setStoredObjects(3))
            .build();
    TopicWrite.write(
        new KafkaSettings(broker.bootstrapServers(), broker.clientProperties(), null),
        Topics.BATCHES_PUBLISHED,
        List.of(
            new TopicWrite.Entry("NL/0000000007", batch),
            new TopicWrite.Entry("NL/0000000008", command)));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void batchesAreListedAndAskedFor() {
    assertThat(execute(elsewhere("batches", "list"))).as(printed.toString()).isEqualTo(DONE);
    assertThat(printed.toString()).containsPattern("NL +7 ");

    assertThat(execute(elsewhere("batches", "rebuild", "NL", "7", "--id", KNOWN_COMMAND)))
        .as(printed.toString())
        .isEqualTo(DONE);
    assertThat(printed.toString()).contains("done as NL/8, stored files: 3");
  }

  @Test
  void everythingMayComeFromAFile(@TempDir Path directory) throws IOException {
    var lines = new StringBuilder("--kafka " + broker.bootstrapServers() + "\n");
    broker
        .clientProperties()
        .forEach((name, value) -> lines.append("--kafka-property '" + name + "=" + value + "'\n"));
    Path file = Files.writeString(directory.resolve("broker.options"), lines);

    assertThat(execute("batches", "list", "@" + file)).as(printed.toString()).isEqualTo(DONE);
    assertThat(printed.toString()).containsPattern("NL +7 ");
  }

  /** It is written, and no processor is here to take it. */
  @Test
  void commandThatNobodyTakesIsToldToStay() {
    var withdraw = elsewhere("batches", "withdraw", "NL", "7", "--reason", "x", "--wait", "1s");

    assertThat(execute(withdraw)).isEqualTo(FAILED);
    assertThat(printed.toString()).contains("they stay in feeds.commands");
  }

  @Test
  void topicsAreAudited() {
    assertThat(execute(elsewhere("audit", "retention"))).as(printed.toString()).isEqualTo(DONE);
    assertThat(printed.toString())
        .contains(Topics.KEYS_SUBMITTED.name() + "-0", "nothing is older than 30 d")
        .contains("of a backend elsewhere");
  }

  @Test
  void signingKeyIsAnnounced() throws IOException {
    Instant from = Instant.parse("2099-01-01T00:00:00Z");
    var exporter = exporterThatKnows(from);
    try {
      var announce =
          elsewhere(
              "keys",
              "announce",
              "204",
              "v2",
              "--from",
              from.toString(),
              "--exporter",
              "http://127.0.0.1:" + exporter.getAddress().getPort());

      assertThat(execute(announce)).as(printed.toString()).isEqualTo(DONE);
      assertThat(printed.toString()).containsPattern("204 +v2 +announced +2099-01-01T00:00:00Z");
    } finally {
      exporter.stop(0);
    }
  }

  @Test
  void withoutThePasswordThereIsNoAnswerAndTheCommandSaysSo() {
    String kafka = broker.bootstrapServers();
    String soon = "default.api.timeout.ms=2000";

    assertThat(execute("batches", "list", "--kafka", kafka, "--kafka-property", soon))
        .isEqualTo(FAILED);
    assertThat(printed.toString())
        .contains("broker in " + kafka + ": expected an answer")
        .doesNotContain("\tat ");
    String sooner = "request.timeout.ms=1000";
    assertThat(
            execute(
                "audit",
                "retention",
                "--kafka",
                kafka,
                "--kafka-property",
                soon,
                "--kafka-property",
                sooner))
        .isEqualTo(NO_ANSWER);
  }

  /** 1 would mean that something is too old. */
  @Test
  void clientPropertyThatCanNotBeIsNoFindingOfTheAudit() {
    String[] audit = elsewhere("audit", "retention", "--kafka-property", "retries=many");

    assertThat(execute(audit)).isEqualTo(NO_ANSWER);
    assertThat(printed.toString()).contains("broker in", "retries").doesNotContain("\tat ");
  }

  private static HttpServer exporterThatKnows(Instant from) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys =
        """
        {"keys": [{"id": "204", "version": "v2", "state": "ANNOUNCED", "from": "%s"}]}
        """
            .formatted(from)
            .getBytes(UTF_8);
    server.createContext(
        "/actuator/signingkeys",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** With how to reach the broker, and be let in. */
  private static String[] elsewhere(String... command) {
    var all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--kafka", broker.bootstrapServers()));
    broker
        .clientProperties()
        .forEach((name, value) -> all.addAll(List.of("--kafka-property", name + "=" + value)));
    return all.toArray(String[]::new);
  }

  private int execute(String... arguments) {
    var writer = new PrintWriter(printed, true);
    return KeyferryCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }
}
