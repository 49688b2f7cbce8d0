package org.keyferry.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.exporter.stamp.StampCertificates;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.springframework.context.ConfigurableApplicationContext;

/** What a running exporter puts beside lists; each test has a feed of its own. */
class PublicViewsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SigningKeyId KEY = new SigningKeyId("204", "v1");
  private static Path directory;
  private static Path certificate;
  private static Path configuration;
  private static Outside outside;
  private static ConfigurableApplicationContext app;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    directory = folder;
    outside = new Outside(folder);
    var authority = StampCertificates.self("authority");
    certificate = authority.writeCertificate(folder.resolve("tsa.pem"));
    configuration = Files.writeString(folder.resolve("configuration.json"), "{\"weights\":[1]}");
    app =
        ExporterApplication.start(
            outside
                .exporter(
                    "--keyferry.exporter.maximum-keys-per-file=50",
                    "--keyferry.exporter.sweep-interval=2s",
                    "--keyferry.time-stamps.local-certificate=" + certificate,
                    "--keyferry.time-stamps.local-private-key="
                        + authority.writeKey(folder.resolve("tsa.private.pem")),
                    "--keyferry.meta.configuration=" + configuration)
                .arguments());
  }

  @AfterAll
  static void stop() {
    app.close();
    outside.close();
  }

  private static Optional<String> text(String name) throws Exception {
    return outside.read("public/" + name).map(bytes -> new String(bytes, UTF_8));
  }

  /** The keys behind an alias, if it is there. */
  private static Set<String> keys(String alias) throws Exception {
    var keys = new TreeSet<String>();
    Optional<String> target = text(alias);
    if (target.isPresent()) {
      var bytes = new ByteArrayInputStream(outside.read("public/" + target.get()).orElseThrow());
      new EdiReader().read(bytes, alias, record -> keys.add(hex(record.key())));
    }
    return keys;
  }

  private static String hex(ByteString key) {
    return HexFormat.of().formatHex(key.toByteArray());
  }

  private static Set<String> keys(List<BatchKey> batch) {
    var keys = new TreeSet<String>();
    batch.forEach(key -> keys.add(hex(key.getKeyData())));
    return keys;
  }

  private static BatchListing list(String feed) throws Exception {
    var keys = Map.of(KEY, SigningKeys.readPublic(directory.resolve("public.pem")));
    String jws = text(feed + "/v1/exposed/list.jws").orElseThrow();
    var opened = SignedDocument.open(jws, DocumentType.BATCH_LIST, keys);
    return BatchListing.parse(opened.payload().toByteArray(), feed);
  }

  @Test
  @Tag("D34")
  @Tag("D52")
  void aggregatesFollowBatchesAndWhatIsWithdrawnLeavesThem() throws Exception {
    var first = SealedBatchRecords.of("AGG", 1, 60, 1);
    var second = SealedBatchRecords.of("AGG", 2, 30, 1);
    outside.send(first);
    outside.send(second);
    var both = new TreeSet<>(keys(first.keys()));
    both.addAll(keys(second.keys()));
    for (String name : List.of("24h", "48h", "72h", "1w", "2w", "all")) {
      await()
          .atMost(PATIENCE)
          .until(() -> keys("AGG/v1/exposed/data/" + name + ".alias").equals(both));
    }
    await().atMost(PATIENCE).until(() -> list("AGG").aggregates().size() == 6);
    assertThat(list("AGG").aggregates().get("all").count()).isEqualTo(90);

    outside.send("AGG", List.of(GivenCommands.withdraw("AGG", 3, 1)));
    for (String name : List.of("24h", "all")) {
      await()
          .atMost(PATIENCE)
          .until(() -> keys("AGG/v1/exposed/data/" + name + ".alias").equals(keys(second.keys())));
    }
    await().atMost(PATIENCE).until(() -> list("AGG").aggregates().containsKey("all"));
    assertThat(list("AGG").aggregates().get("all").count()).isEqualTo(30);
  }

  @Test
  void chunksAreFoundByTheirNumbers() throws Exception {
    outside.send(SealedBatchRecords.of("CHUNKS", 1, 60, 1));
    outside.send(SealedBatchRecords.of("CHUNKS", 2, 0, 0));
    outside.send(SealedBatchRecords.of("CHUNKS", 3, 20, 1));
    await().atMost(PATIENCE).until(() -> text("CHUNKS/v1/keys/4.alias").isPresent());
    await().atMost(PATIENCE).until(() -> text("CHUNKS/v1/keys/first.alias").isPresent());
    assertThat(text("CHUNKS/v1/keys/latest.alias")).isPresent();
    List<String> names = outside.names("CHUNKS");
    assertThat(text("CHUNKS/v1/keys/1.alias")).contains(names.get(0));
    assertThat(text("CHUNKS/v1/keys/2.alias")).contains(names.get(1));
    assertThat(text("CHUNKS/v1/keys/3.alias")).contains("");
    assertThat(text("CHUNKS/v1/keys/4.alias")).contains(names.get(2));
    assertThat(text("CHUNKS/v1/keys/first.alias")).contains(names.get(0));
  }

  @Test
  @Tag("D25")
  void opensslAcceptsTheTokenOfEachObjectThatNeverChanges() throws Exception {
    outside.send(SealedBatchRecords.of("STAMPED", 1, 40, 1));
    await()
        .atMost(PATIENCE)
        .until(() ->
            outside.objects().list("public/STAMPED/").stream()
                    .filter(n -> n.endsWith(".tsr"))
                    .count()
                >= 9);
    int verified = 0;
    for (String name : outside.objects().list("public/STAMPED/")) {
      if (name.endsWith(".tsr")) {
        Path token = Files.write(directory.resolve("token"), outside.read(name).orElseThrow());
        String stamped = name.substring(0, name.length() - ".tsr".length());
        Path object = Files.write(directory.resolve("object"), outside.read(stamped).orElseThrow());
        assertThat(openssl(token, object)).as(stamped).contains("Verification: OK");
        verified++;
      }
    }
    // A zip, data, a filter, and six aggregates.
    assertThat(verified).isEqualTo(9);
  }

  private static String openssl(Path token, Path object) throws Exception {
    Process process =
        new ProcessBuilder(
                "openssl",
                "ts",
                "-verify",
                "-in",
                token.toString(),
                "-data",
                object.toString(),
                "-CAfile",
                certificate.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  @Tag("G05")
  @Tag("D47")
  void signingKeysAndConfigurationAreThereAndFollowTheirSources() throws Exception {
    await().atMost(PATIENCE).until(() -> text("meta/configuration.jws").isPresent());
    await().atMost(PATIENCE).until(() -> text("meta/signing-keys.pem").isPresent());
    assertThat(SigningKeys.publicKey(text("meta/signing-keys.pem").orElseThrow(), "pem"))
        .isEqualTo(SigningKeys.readPublic(directory.resolve("public.pem")));
    assertThat(text("meta/signing-keys.json").orElseThrow()).contains("\"kid\":\"204-v1\"");
    Files.writeString(configuration, "{\"weights\":[2]}", US_ASCII);
    await()
        .atMost(PATIENCE)
        .until(() -> text("meta/configuration.json").orElseThrow().contains("\"weights\":[2]"));
  }
}
