package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.event.v1.ReportType;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.testsupport.FaultyLink;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The app against a real broker and a real S3 server; each test has feeds of its own. */
class PublishingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static Outside outside;
  private static FaultyLink link;
  private static ConfigurableApplicationContext app;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    outside = new Outside(directory);
    link = new FaultyLink(outside.server().port());
    app =
        ExporterApplication.start(
            outside
                .exporter(link.endpoint(), "--keyferry.exporter.maximum-keys-per-file=1000")
                .arguments());
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
    link.close();
    outside.close();
  }

  @Test
  void sealedBatchIsPublishedIndexedAndRecorded() throws Exception {
    var batch = SealedBatchRecords.of("NL", 1, 500, 3);
    outside.send(batch);
    PublishedBatch recorded = awaitRecord("NL", 1);
    String name = "NL/%d-%d-00001.zip".formatted(batch.windowStart(), batch.windowStart() + 7200);
    assertThat(outside.index("NL")).contains(name);
    outside.assertPublished("NL", batch);
    assertThat(recorded.getKeys()).isEqualTo(500);
    assertThat(recorded.getPreviousSequence()).isZero();
    assertThat(recorded.getObjects(0).getName()).isEqualTo(name);
    assertThat(recorded.getObjects(0).getSizeBytes())
        .isEqualTo(outside.read("public/" + name).orElseThrow().length);
    assertThat(recorded.getObjects(0).getSignaturesList()).hasSize(1);
  }

  @Test
  void batchOfManyKeysIsSplitIntoFilesThatHoldEachKeyOnce() throws Exception {
    var batch = SealedBatchRecords.of("SPLIT", 1, 3500, 5);
    outside.send(batch);
    assertThat(awaitRecord("SPLIT", 1).getObjectsList()).hasSize(4);
    outside.assertPublished("SPLIT", batch);
  }

  @Test
  void batchForPeersIsNowhereUnderThePublicPrefix() throws Exception {
    var batch = SealedBatchRecords.of("PEERS", 1, 250, 2);
    outside.send("PEERS", batch.valuesForPeers());
    PublishedBatch recorded = awaitRecord("PEERS", 1);

    var names = recorded.getObjectsList().stream().map(PublishedObject::getName).toList();
    assertThat(names).as("250 keys, at most 100 in a file").hasSize(3);
    assertThat(outside.read("private/PEERS/index.txt"))
        .contains(String.join("\n", names).getBytes(StandardCharsets.US_ASCII));
    for (String name : names) {
      assertThat(outside.objects().head("private/" + name)).isPresent();
    }
    assertThat(outside.objects().list("public/PEERS")).isEmpty();
    assertThat(outside.objects().list("private/PEERS/")).hasSize(4);
    assertThat(recorded.getAudience()).isEqualTo(BatchAudience.PEERS);
    assertThat(recorded.getFeedKind()).isEqualTo(BatchFeedKind.FEED_REGIONAL);
    assertThat(recorded.getRegion()).isEqualTo("NL");
    assertThat(recorded.getFirstChunk()).isEqualTo(1);
    assertThat(recorded.getRetentionSeconds()).isEqualTo(86_400);
  }

  @Test
  void batchForPeersThatIsReadAgainIsSettled() throws Exception {
    outside.send("AGAIN", SealedBatchRecords.of("AGAIN", 1, 10, 1).valuesForPeers());
    awaitRecord("AGAIN", 1);
    outside.send("AGAIN", SealedBatchRecords.of("AGAIN", 1, 10, 1).valuesForPeers());
    outside.send("AGAIN", SealedBatchRecords.of("AGAIN", 2, 10, 1).valuesForPeers());
    awaitRecord("AGAIN", 2);

    assertThat(outside.sequencesInLog("AGAIN")).containsExactly(1L, 2L);
  }

  @Test
  void revisedKeysAreInTheFilesListOfTheirOwn() throws Exception {
    var batch = SealedBatchRecords.of("REVISED", 1, 1500, 2);
    // Some are keys of this very batch, as when both reports fall into one window.
    var revised =
        Stream.concat(
                batch.keys().subList(0, 3).stream(),
                SealedBatchRecords.of("BEFORE", 1, 297, 1).keys().stream())
            .map(key -> key.toBuilder().setReportType(ReportType.REVOKED).build())
            .sorted(
                Comparator.comparing(
                    BatchKey::getKeyData, ByteString.unsignedLexicographicalComparator()))
            .toList();

    outside.send("REVISED", batch.valuesWithRevised(revised));

    PublishedBatch recorded = awaitRecord("REVISED", 1);
    assertThat(outside.keys("REVISED")).containsExactlyElementsOf(batch.keys());
    assertThat(outside.revisedKeys("REVISED")).containsExactlyElementsOf(revised);
    assertThat(recorded.getKeys()).isEqualTo(1800);
    assertThat(recorded.getRevisedKeys()).isEqualTo(300);
    assertThat(recorded.getObjectsList())
        .extracting(PublishedObject::getKeys, PublishedObject::getRevisedKeys)
        .containsExactly(tuple(900L, 0L), tuple(600L, 300L));
  }

  @Test
  void batchOfRevisedKeysAloneIsPublished() throws Exception {
    var revised = SealedBatchRecords.of("ONLY-REVISED", 1, 20, 1).keys();

    outside.send(
        "ONLY-REVISED", SealedBatchRecords.of("ONLY-REVISED", 1, 0, 0).valuesWithRevised(revised));

    assertThat(awaitRecord("ONLY-REVISED", 1).getObjectsList()).hasSize(1);
    assertThat(outside.keys("ONLY-REVISED")).isEmpty();
    assertThat(outside.revisedKeys("ONLY-REVISED")).containsExactlyElementsOf(revised);
  }

  @Test
  void emptyWindowHasNoFileAndPhonesFindAnEmptyIndex() throws Exception {
    outside.send(SealedBatchRecords.of("EMPTY", 1, 0, 0));
    assertThat(awaitRecord("EMPTY", 1).getObjectsList()).isEmpty();
    assertThat(outside.index("EMPTY")).contains("");
  }

  @Test
  void interleavedBatchesAreAllPublished() throws Exception {
    var first = SealedBatchRecords.of("MIX-A", 1, 60, 3);
    var second = SealedBatchRecords.of("MIX-B", 1, 80, 3);
    for (int i = 0; i < 4; i++) {
      outside.send("MIX-A", List.of(first.values().get(i)));
      outside.send("MIX-B", List.of(second.values().get(i)));
    }
    awaitRecord("MIX-A", 1);
    awaitRecord("MIX-B", 1);
    outside.assertPublished("MIX-A", first);
    outside.assertPublished("MIX-B", second);
  }

  @Test
  void batchThatContradictsItselfIsQuarantinedAndTheNextOneAppears() throws Exception {
    var torn = new ArrayList<>(SealedBatchRecords.of("TORN", 1, 100, 3).values());
    torn.remove(1);
    var whole = SealedBatchRecords.of("TORN", 2, 100, 3);
    outside.send("TORN", torn);
    outside.send("TORN", List.of(new byte[] {1, 2, 3}));
    outside.send(whole);
    awaitRecord("TORN", 2);
    outside.assertPublished("TORN", whole);
    assertThat(metric("keyferry.batches.quarantined", "feed", "TORN")).isEqualTo(1);
    assertThat(metric("keyferry.records.malformed", "topic", Topics.BATCHES_SEALED.name()))
        .isEqualTo(1);
  }

  @Test
  void foreignObjectIsNeverOverwrittenAndTheNextFileNumberIsTaken() throws Exception {
    var batch = SealedBatchRecords.of("FOREIGN", 1, 100, 1);
    String taken =
        "public/FOREIGN/%d-%d-00001.zip".formatted(batch.windowStart(), batch.windowStart() + 7200);
    byte[] theirs = {9, 9, 9};
    outside.objects().putIfAbsent(taken, Content.of(theirs, "text/plain", "no-store", Map.of()));
    double alarms = metric("keyferry.foreign.objects");
    outside.send(batch);
    awaitRecord("FOREIGN", 1);
    assertThat(outside.read(taken)).contains(theirs);
    assertThat(outside.names("FOREIGN")).singleElement().asString().endsWith("-00002.zip");
    outside.assertPublished("FOREIGN", batch);
    assertThat(metric("keyferry.foreign.objects")).isEqualTo(alarms + 1);
  }

  @Test
  void writeWhoseAnswerIsLostIsRecognisedAndAdopted() throws Exception {
    int before = link.affected();
    link.decide(line ->
        line.startsWith("PUT /keyferry/public/LOST/") && link.affected() < before + 2
            ? FaultyLink.Fate.LOSES_ITS_ANSWER
            : FaultyLink.Fate.PASSES);
    double alarms = metric("keyferry.foreign.objects");
    var batch = SealedBatchRecords.of("LOST", 1, 100, 1);
    outside.send(batch);
    awaitRecord("LOST", 1);
    link.decide(line -> FaultyLink.Fate.PASSES);
    outside.assertPublished("LOST", batch);
    assertThat(outside.names("LOST")).singleElement().asString().endsWith("-00001.zip");
    assertThat(link.affected()).isEqualTo(before + 2);
    assertThat(metric("keyferry.foreign.objects")).isEqualTo(alarms);
  }

  @Test
  void batchesWaitWhileTheStoreIsAwayAndThenAppearInOrder() throws Exception {
    double failures = metric("keyferry.export.failures");
    outside.stopStore();
    var batches = new ArrayList<SealedBatchRecords>();
    for (int sequence = 1; sequence <= 3; sequence++) {
      var batch = SealedBatchRecords.of("AWAY", sequence, 50, 2);
      batches.add(batch);
      outside.send(batch);
    }
    await().atMost(PATIENCE).until(() -> metric("keyferry.export.failures") >= failures + 2);
    outside.startStore();
    awaitRecord("AWAY", 3);
    outside.assertPublished("AWAY", batches.toArray(SealedBatchRecords[]::new));
    assertThat(recorded("AWAY", 1).getPreviousSequence()).isEqualTo(0);
    assertThat(outside.sequencesInLog("AWAY")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void operatorsSeeReadinessBatchesAndMetrics() throws Exception {
    outside.send(SealedBatchRecords.of("SEEN", 1, 40, 1));
    awaitRecord("SEEN", 1);
    assertThat(get("/actuator/health/liveness")).contains("UP");
    await().atMost(PATIENCE).until(() -> get("/actuator/health/readiness").contains("\"UP\""));
    assertThat(get("/actuator/batches"))
        .contains("\"feed\":\"SEEN\"", "\"sequence\":1", "\"start\":\"2050-01-01T00:00:00Z\"");
    assertThat(get("/actuator/signingkeys"))
        .contains("\"id\":\"204\"", "\"state\":\"SIGNING\"", "\"publicKey\":\"MFkw");
    assertThat(get("/actuator/prometheus"))
        .contains("keyferry_batches_published_total{feed=\"SEEN\"} 1.0")
        .contains("keyferry_foreign_objects_total");
  }

  private static String get(String path) throws Exception {
    String port = app.getBean(Environment.class).getProperty("local.server.port");
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static double metric(String name, String... tags) {
    return app.getBean(MeterRegistry.class).counter(name, tags).count();
  }

  private static PublishedBatch recorded(String feed, long sequence) {
    return app.getBean(PublishedBatches.class).find(new BatchId(feed, sequence)).orElseThrow();
  }

  private static PublishedBatch awaitRecord(String feed, long sequence) {
    var batches = app.getBean(PublishedBatches.class);
    await().atMost(PATIENCE).until(() -> batches.find(new BatchId(feed, sequence)).isPresent());
    return recorded(feed, sequence);
  }
}
