package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.CommandAction;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.springframework.context.ConfigurableApplicationContext;

/** Commands on published batches; each test has a feed of its own. */
class BatchCommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static Outside outside;
  private static ConfigurableApplicationContext app;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    outside = new Outside(directory);
    app =
        ExporterApplication.start(
            outside
                .exporter(
                    "--keyferry.exporter.maximum-keys-per-file=50",
                    "--keyferry.exporter.index-max-age=1s",
                    "--keyferry.exporter.sweep-interval=1s")
                .arguments());
  }

  @AfterAll
  static void stop() {
    app.close();
    outside.close();
  }

  @Test
  void withdrawnBatchLeavesItsIndexAtOnceAndItsObjectsFollow() throws Exception {
    var first = SealedBatchRecords.of("WITHDRAWN", 1, 60, 1);
    var second = SealedBatchRecords.of("WITHDRAWN", 2, 40, 1);
    outside.send(first);
    outside.send(second);
    var names = names(awaitRecord("WITHDRAWN", 1));
    give("WITHDRAWN", GivenCommands.withdraw("WITHDRAWN", 3, 1));

    var outcome = awaitRecord("WITHDRAWN", 3).getOutcome();
    assertThat(outcome.getRefusal()).isEmpty();
    assertThat(outcome.getAction()).isEqualTo(CommandAction.WITHDRAW);
    outside.assertPublished("WITHDRAWN", second);
    awaitGone(names);
    var record = recorded("WITHDRAWN", 1);
    assertThat(record.getWithdrawal().getBySequence()).isEqualTo(3);
    assertThat(record.getWithdrawal().getReason()).isEqualTo("wrong test kit");
    assertThat(names(record)).as("the record stays").isEqualTo(names);
  }

  @Test
  @Tag("D52")
  @Tag("D27")
  void correctionHasOtherNamesEndsAndDigestsAndTheKeysThatAreLeft() throws Exception {
    var batch = SealedBatchRecords.of("CORRECTED", 1, 120, 3);
    outside.send(batch);
    PublishedBatch before = awaitRecord("CORRECTED", 1);
    var without = List.of(batch.keys().get(7), batch.keys().get(119));
    give("CORRECTED", GivenCommands.correct("CORRECTED", 2, 1, without));

    PublishedBatch after = awaitRecord("CORRECTED", 2);
    assertThat(after.getOutcome().getRefusal()).isEmpty();
    var left = new ArrayList<>(batch.keys());
    left.removeAll(without);
    assertThat(outside.keys("CORRECTED")).containsExactlyElementsOf(left);
    assertThat(outside.names("CORRECTED")).isEqualTo(names(after));
    assertThat(numbers(before)).containsExactly("00001", "00002", "00003");
    assertThat(numbers(after)).containsExactly("00004", "00005", "00006");
    assertThat(outside.ends("CORRECTED"))
        .as("phones take a file with another end for new")
        .containsExactly(end(batch) + 4, end(batch) + 5, end(batch) + 6);
    assertThat(after.getObjectsList())
        .extracting(PublishedObject::getSha256)
        .doesNotContainAnyElementsOf(
            before.getObjectsList().stream().map(PublishedObject::getSha256).toList());
    assertThat(after.getKeys()).isEqualTo(118);
    assertThat(after.getWindowEndSeconds()).isEqualTo(end(batch));
    assertThat(recorded("CORRECTED", 1).getWithdrawal().getBySequence()).isEqualTo(2);
    awaitGone(names(before));
  }

  @Test
  void correctionOfTheOnlyFileHasAnotherEnd() throws Exception {
    var batch = SealedBatchRecords.of("ONE", 1, 20, 1);
    outside.send(batch);
    awaitRecord("ONE", 1);
    assertThat(outside.ends("ONE")).containsExactly(end(batch));
    give("ONE", GivenCommands.correct("ONE", 2, 1, List.of()));
    awaitRecord("ONE", 2);

    assertThat(outside.ends("ONE")).containsExactly(end(batch) + 2);
    outside.assertPublished("ONE", batch);
  }

  @Test
  void correctionOfACorrectionLeavesOutTheKeysOfBoth() throws Exception {
    var batch = SealedBatchRecords.of("TWICE", 1, 30, 2);
    outside.send(batch);
    give("TWICE", GivenCommands.correct("TWICE", 2, 1, batch.keys().subList(0, 1)));
    give("TWICE", GivenCommands.correct("TWICE", 3, 2, batch.keys().subList(29, 30)));

    assertThat(awaitRecord("TWICE", 3).getOutcome().getRefusal()).isEmpty();
    assertThat(outside.keys("TWICE")).isEqualTo(batch.keys().subList(1, 29));
    assertThat(outside.names("TWICE")).singleElement().asString().endsWith("-00003.zip");
    outside.objects().delete("public/" + outside.names("TWICE").getFirst());
    give("TWICE", GivenCommands.rebuild("TWICE", 4, 3));
    assertThat(awaitRecord("TWICE", 4).getOutcome().getStoredObjects()).isEqualTo(1);
    assertThat(outside.keys("TWICE")).isEqualTo(batch.keys().subList(1, 29));
  }

  @Test
  @Tag("G04")
  void lostObjectIsBuiltAgainWithItsBytesAndOthersAreLeftAlone() throws Exception {
    outside.send(SealedBatchRecords.of("LOST", 1, 120, 2));
    var names = names(awaitRecord("LOST", 1));
    Map<String, ByteString> before = outside.files("LOST");
    outside.objects().delete("public/" + names.get(1));
    give("LOST", GivenCommands.rebuild("LOST", 2, 1));

    var outcome = awaitRecord("LOST", 2).getOutcome();
    assertThat(outcome.getStoredObjects()).isEqualTo(1);
    assertThat(outside.files("LOST")).isEqualTo(before);
    give("LOST", GivenCommands.rebuild("LOST", 3, 1));
    assertThat(awaitRecord("LOST", 3).getOutcome().getStoredObjects()).isZero();
  }

  @Test
  void rebuildNeverOverwritesWhatOthersPutInThePlaceOfALostObject() throws Exception {
    outside.send(SealedBatchRecords.of("TAKEN", 1, 20, 1));
    String name = names(awaitRecord("TAKEN", 1)).getFirst();
    byte[] theirs = {9, 9, 9};
    outside.objects().delete("public/" + name);
    outside
        .objects()
        .putIfAbsent("public/" + name, Content.of(theirs, "text/plain", "no-store", Map.of()));
    give("TAKEN", GivenCommands.rebuild("TAKEN", 2, 1));
    awaitRecord("TAKEN", 2);

    assertThat(outside.read("public/" + name)).contains(theirs);
    assertThat(names(recorded("TAKEN", 1))).singleElement().asString().endsWith("-00002.zip");
  }

  @Test
  void rebuildWithoutSealedRecordsSaysSoAndTheNextBatchAppears() throws Exception {
    outside.send(SealedBatchRecords.of("GONE", 1, 20, 1));
    String name = names(awaitRecord("GONE", 1)).getFirst();
    outside.deleteSealedRecords();
    outside.objects().delete("public/" + name);
    give("GONE", GivenCommands.rebuild("GONE", 2, 1));
    outside.send(SealedBatchRecords.of("GONE", 3, 20, 1));
    awaitRecord("GONE", 3);

    assertThat(awaitRecord("GONE", 2).getOutcome().getRefusal())
        .contains("records in batch GONE/1", "which keeps them for 14 d", "deleted");
  }

  @Test
  void batchWithoutSealedRecordsIsNotCorrectedButCanBeWithdrawn() throws Exception {
    outside.send(SealedBatchRecords.of("OLD", 1, 20, 1));
    var names = names(awaitRecord("OLD", 1));
    outside.deleteSealedRecords();
    give("OLD", GivenCommands.correct("OLD", 2, 1, List.of()));

    assertThat(awaitRecord("OLD", 2).getOutcome().getRefusal())
        .isEqualTo(
            "records in batch OLD/1: expected the keys in batches.sealed, which keeps them for 14"
                + " d, got none: they are deleted, and the batch can only be withdrawn");
    assertThat(outside.names("OLD")).isEqualTo(names);
    give("OLD", GivenCommands.withdraw("OLD", 3, 1));
    assertThat(awaitRecord("OLD", 3).getOutcome().getRefusal()).isEmpty();
    assertThat(outside.names("OLD")).isEmpty();
    awaitGone(names);
  }

  @Test
  void batchOfPeersIsRebuiltCorrectedAndWithdrawnWherePhonesNeverRead() throws Exception {
    var batch = SealedBatchRecords.of("PEERS", 1, 120, 3);
    outside.send("PEERS", batch.valuesForPeers());
    var names = names(awaitRecord("PEERS", 1));
    byte[] second = outside.read("private/" + names.get(1)).orElseThrow();
    outside.objects().delete("private/" + names.get(1));
    give("PEERS", GivenCommands.rebuild("PEERS", 2, 1));
    assertThat(awaitRecord("PEERS", 2).getOutcome().getStoredObjects()).isEqualTo(1);
    assertThat(outside.read("private/" + names.get(1))).contains(second);

    give("PEERS", GivenCommands.correct("PEERS", 3, 1, batch.keys().subList(0, 2)));
    PublishedBatch corrected = awaitRecord("PEERS", 3);
    assertThat(corrected.getAudience()).isEqualTo(BatchAudience.PEERS);
    assertThat(corrected.getKeys()).isEqualTo(118);
    assertThat(peersIndex()).isEqualTo(names(corrected)).doesNotContainAnyElementsOf(names);
    await()
        .atMost(PATIENCE)
        .until(() ->
            outside.objects().list("private/PEERS/").size() == 1 + corrected.getObjectsCount());

    give("PEERS", GivenCommands.withdraw("PEERS", 4, 3));
    assertThat(awaitRecord("PEERS", 4).getOutcome().getRefusal()).isEmpty();
    assertThat(peersIndex()).isEmpty();
    await().atMost(PATIENCE).until(() -> outside.objects().list("private/PEERS/").size() == 1);
    assertThat(outside.objects().list("public/PEERS")).isEmpty();
  }

  private static List<String> peersIndex() throws Exception {
    return outside.read("private/PEERS/index.txt").stream()
        .flatMap(text -> new String(text, StandardCharsets.US_ASCII).lines())
        .toList();
  }

  @Test
  void commandsThatCantBeCarriedOutSayWhyAndChangeNothing() throws Exception {
    var batch = SealedBatchRecords.of("REFUSED", 1, 20, 1);
    var stranger = SealedBatchRecords.of("STRANGER", 1, 1, 1).keys();
    outside.send(batch);
    outside.send(SealedBatchRecords.of("REFUSED", 2, 0, 0));
    assertRefused(3, GivenCommands.correct("REFUSED", 3, 1, stranger), "keys of the batch");
    outside.assertPublished("REFUSED", batch);
    assertRefused(4, GivenCommands.withdraw("REFUSED", 4, 2), "it is empty");
    assertRefused(5, GivenCommands.withdraw("REFUSED", 5, 3), "a command that has none");
    give("REFUSED", GivenCommands.withdraw("REFUSED", 6, 1));
    assertRefused(7, GivenCommands.withdraw("REFUSED", 7, 1), "withdrawn or replaced by 6");
    assertRefused(8, GivenCommands.rebuild("REFUSED", 8, 1), "withdrawn or replaced by 6");
    assertRefused(10, GivenCommands.rebuild("REFUSED", 10, 9), "not expired");
    assertThat(outside.index("REFUSED")).contains("");
  }

  private static void assertRefused(long number, byte[] command, String why) throws Exception {
    give("REFUSED", command);
    assertThat(awaitRecord("REFUSED", number).getOutcome().getRefusal()).contains(why);
  }

  private static void give(String feed, byte[] command) throws Exception {
    outside.send(feed, List.of(command));
  }

  private static List<String> names(PublishedBatch batch) {
    return batch.getObjectsList().stream().map(PublishedObject::getName).toList();
  }

  private static List<String> numbers(PublishedBatch batch) {
    return names(batch).stream()
        .map(name -> name.substring(name.length() - 9, name.length() - 4))
        .toList();
  }

  private static long end(SealedBatchRecords batch) {
    return batch.windowStart() + SealedBatchRecords.WINDOW;
  }

  private static void awaitGone(List<String> names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          for (String name : names) {
            assertThat(outside.objects().head("public/" + name)).isEmpty();
          }
        });
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
