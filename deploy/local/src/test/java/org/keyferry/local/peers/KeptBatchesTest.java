package org.keyferry.local.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.archive.BatchObject;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.event.v1.ReportType;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.KeyferryCommand;
import org.keyferry.local.backend.StoreCredentials;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("N13")
class KeptBatchesTest {
  private static final Region OTHER = new Region("BE");

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static EmbeddedObjectStore store;
  private static S3Connection connection;
  private static ImportArchive archive;
  private static Instant windowEnd;

  @BeforeAll
  static void start() {
    windowEnd = Instant.now().truncatedTo(ChronoUnit.HOURS);
    broker = EmbeddedBroker.start();
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(1, 1, 1)).ensureAll();
    }
    store = EmbeddedObjectStore.start(directory.resolve("objects"));
    connection =
        S3Connection.open(
            new S3Settings(
                store.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                null));
    archive = new ImportArchive(connection.objects());
  }

  @AfterAll
  static void stop() {
    connection.close();
    store.close();
    broker.close();
  }

  private static KeptBatches batches() {
    return new KeptBatches(
        store.endpoint().toString(),
        new StoreCredentials(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY),
        KafkaSettings.of(broker.bootstrapServers()),
        new Region("NL"),
        hub -> signer -> false);
  }

  private static ByteString keep(String prefix, String batchId, byte number) throws Exception {
    Path pem = directory.resolve("key-" + batchId + ".pem");
    SigningKeys.writePrivate(pem, SigningKeys.generate().getPrivate());
    var signer = PemSigner.read(new SigningKeyId("206", "v1"), pem);
    var bytes = new byte[16];
    bytes[0] = number;
    var window = new BatchWindow(windowEnd.minus(Duration.ofHours(1)), windowEnd);
    var zip = new ByteArrayOutputStream();
    try (var file =
        new ExportWriter(List.of(signer)).open(zip, ExportHeader.single(window, OTHER))) {
      file.add(
          new DiagnosisKey(
              ExposureKey.of(bytes),
              Interval.containing(windowEnd.minus(Duration.ofDays(3))),
              RollingPeriod.DAY,
              new TransmissionRisk(3),
              ReportType.CONFIRMED_TEST,
              OptionalInt.empty()));
      file.finish();
    }
    Path batch = Files.write(directory.resolve("batch-" + batchId), zip.toByteArray());
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(zip.toByteArray());
    var facts =
        Map.of(
            BatchObject.PEER, "BE",
            BatchObject.REGION, "BE",
            BatchObject.ORIGINS, "BE",
            BatchObject.FORMAT, "feed",
            BatchObject.FEED, "feed partial",
            BatchObject.WINDOW_END, windowEnd.toString());
    archive.keep(
        prefix,
        BatchObject.of("BE", "BE", windowEnd, batchId, facts),
        batch,
        ByteString.copyFrom(sha256));
    return ByteString.copyFrom(bytes);
  }

  private static Set<ByteString> federated() {
    var found = new HashSet<ByteString>();
    var partition = new TopicPartition(Topics.KEYS_FEDERATED.name(), 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record -> found.add(ByteString.copyFrom(record.key())));
      }
    }
    return found;
  }

  @Test
  void releasedBatchIsFedInAndNoLongerSetAside() throws Exception {
    ByteString key = keep(BatchObject.QUARANTINE, "7", (byte) 7);
    try (var batches = batches()) {
      String name = batches.setAside("BE/BE/").getFirst();

      assertThat(batches.release(name).passedOn()).isOne();

      assertThat(batches.setAside("BE/BE/")).doesNotContain(name);
      assertThat(batches.imported("BE/BE/")).anyMatch(object -> object.endsWith("/7"));
      assertThat(federated()).contains(key);
    }
  }

  @Test
  void batchIsFedInAgain() throws Exception {
    ByteString key = keep(BatchObject.IMPORT, "8", (byte) 8);
    try (var batches = batches()) {
      String name =
          batches.imported("BE/").stream().filter(n -> n.endsWith("/8")).findFirst().orElseThrow();

      assertThat(batches.replay(name).passedOn()).isOne();

      assertThat(federated()).contains(key);
    }
  }

  @Test
  void purgedBatchIsGoneAndNoKeyOfItWentOn() throws Exception {
    ByteString key = keep(BatchObject.QUARANTINE, "9", (byte) 9);
    try (var batches = batches()) {
      String name =
          batches.setAside("BE/").stream().filter(n -> n.endsWith("/9")).findFirst().orElseThrow();

      batches.purge(name);

      assertThat(batches.setAside("BE/")).doesNotContain(name);
      assertThat(federated()).doesNotContain(key);
    }
  }

  @Test
  void commandsListReplayAndReleaseInJson() throws Exception {
    keep(BatchObject.QUARANTINE, "20", (byte) 20);
    keep(BatchObject.IMPORT, "21", (byte) 21);
    String data = backendWithTheStore().toString();
    String day = LocalDate.ofInstant(windowEnd, ZoneOffset.UTC).toString();
    String below = "BE/BE/" + day + "/";

    assertThat(command("batches", "BE", "--data", data))
        .containsPattern(below + "20 +set aside")
        .containsPattern(below + "21 +let in");
    assertThat(json("replay", below + "21", "--data", data).get(0).get("keys").intValue()).isOne();
    assertThat(json("release", below + "20", "--data", data).get(0).get("batch").stringValue())
        .isEqualTo("quarantine/" + below + "20");
    assertThat(json("batches", "--data", data).findValuesAsString("batch")).contains(below + "20");
    keep(BatchObject.QUARANTINE, "22", (byte) 22);
    assertThat(json("purge", below + "22", "--data", data)).hasSize(1);
  }

  private static JsonNode json(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    return JsonMapper.shared().readTree(command(all.toArray(String[]::new)));
  }

  private static String command(String... arguments) {
    var printed = new StringWriter();
    var writer = new PrintWriter(printed);
    var all = new ArrayList<>(List.of("peers"));
    all.addAll(List.of(arguments));
    int exitCode =
        KeyferryCommand.commandLine(new KeyferryCommand())
            .setOut(writer)
            .setErr(writer)
            .execute(all.toArray(String[]::new));
    assertThat(exitCode).as(printed.toString()).isZero();
    return printed.toString();
  }

  /** What commands find of a backend in its directory. */
  private static Path backendWithTheStore() throws IOException {
    Path data = Files.createTempDirectory(directory, "data");
    Files.writeString(
        data.resolve("keyferry.json"),
        """
        {"region": "NL", "kafka": "%s", "s3": "%s", "processes": {}}
        """
            .formatted(broker.bootstrapServers(), store.endpoint()));
    Files.writeString(
        data.resolve("s3.credentials"),
        "access-key=%s\nsecret-key=%s\n"
            .formatted(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY));
    return data;
  }

  @Test
  void batchWithoutWhatWasStoredWithItIsRefused() throws Exception {
    Path file = Files.write(directory.resolve("strange"), new byte[] {1});
    archive.keep(
        BatchObject.IMPORT,
        BatchObject.of("XX", "XX", windowEnd, "1", Map.of()),
        file,
        ByteString.copyFrom(new byte[32]));
    try (var batches = batches()) {
      String name = batches.imported("XX/").getFirst();

      assertThatThrownBy(() -> batches.replay(name))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("metadata");
    }
  }
}
