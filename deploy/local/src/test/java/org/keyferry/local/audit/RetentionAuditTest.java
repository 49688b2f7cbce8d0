package org.keyferry.local.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.local.audit.AuditReport.Place;
import org.keyferry.local.audit.AuditReport.Verdict;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.wire.topic.Topics;

/** What the files of a stopped backend tell. */
@Tag("SP3")
class RetentionAuditTest {
  private static final Duration LIMIT = Duration.ofDays(30);
  private static final Duration YOUNG = Duration.ofDays(29);
  private static final Duration OLD = Duration.ofDays(31);

  private static final String SUBMITTED = Topics.KEYS_SUBMITTED + "-";

  @TempDir private Path root;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private StoppedBackend backend;

  @BeforeEach
  void prepare() throws Exception {
    backend = new StoppedBackend(root, now);
  }

  @Test
  void placesThatAreYoungEnoughAreAllRight() throws Exception {
    backend.segment(SUBMITTED + 0, "00000000000000000000.log", YOUNG);
    backend.heldKey(YOUNG);
    backend.knownKey(YOUNG);
    backend.spooled(YOUNG);
    backend.object("public/NL/" + windowEnding(YOUNG), YOUNG);

    var report = audit();

    assertThat(report.isClean()).isTrue();
    assertThat(report.places())
        .filteredOn(place -> place.verdict() != Verdict.EMPTY)
        .hasSize(5)
        .allSatisfy(place -> {
          assertThat(place.verdict()).isEqualTo(Verdict.WITHIN);
          assertThat(place.ageSeconds()).isEqualTo(YOUNG.toSeconds());
        });
  }

  @Test
  void oldRecordIsFoundInSegmentsThatWaitForTheirDeletion() throws Exception {
    backend.segment(SUBMITTED + 1, "00000000000000000000.log.deleted", OLD);
    backend.segment(SUBMITTED + 1, "00000000000000000007.log", YOUNG);
    String deleted = SUBMITTED + "0." + "0".repeat(32) + "-delete";
    backend.segment(deleted, "00000000000000000000.log", OLD);

    assertThat(older()).containsExactlyInAnyOrder(SUBMITTED + 1, deleted);
  }

  @Test
  void oldEntriesOfStoresAreFoundInTheirFiles() throws Exception {
    backend.heldKey(OLD);
    backend.knownKey(OLD);

    assertThat(older()).containsExactly("0_1/rocksdb/held-keys", "0_1/rocksdb/known-keys");
  }

  @Test
  void objectIsAsOldAsItsKeysAndNotAsItsFile() throws Exception {
    String late = "public/NL/" + windowEnding(OLD);
    backend.object(late, Duration.ofMinutes(1));
    backend.object("private/.part-of-an-upload", OLD);
    backend.object("hub/efgs/uploads/BE/dGFn", OLD);
    backend.object("import/BE/BE/2026-01-01/7", OLD);
    backend.object("quarantine/EU-efgs/mixed/2026-01-01/tag", OLD);
    backend.spooled(OLD);
    backend.beingRead(OLD);
    backend.heldByOrigin(OLD);

    assertThat(older())
        .containsExactlyInAnyOrder(
            "keyferry/" + late,
            "keyferry/private/.part-of-an-upload",
            "keyferry/hub/efgs/uploads/BE/dGFn",
            "keyferry/import/BE/BE/2026-01-01/7",
            "keyferry/quarantine/EU-efgs/mixed/2026-01-01/tag",
            "1.keys",
            "2.batch",
            "keyferry-origin-1/3");
  }

  @Test
  void whatHoldsNoKeysMayBeOlder() throws Exception {
    backend.segment(Topics.BATCHES_PUBLISHED + "-0", "00000000000000000000.log", OLD);
    backend.segment("connect.config-0", "00000000000000000000.log", OLD);
    backend.segment("__consumer_offsets-0", "00000000000000000000.log", OLD);
    backend.object("public/NL/index.txt", OLD);
    backend.lock(OLD);

    var report = audit();

    assertThat(report.isClean()).isTrue();
    assertThat(report.places())
        .filteredOn(place -> place.verdict() != Verdict.EMPTY)
        .extracting(Place::place, Place::verdict)
        .containsExactly(
            tuple(Topics.BATCHES_PUBLISHED + "-0", Verdict.WITHOUT_KEYS),
            tuple("connect.config-0", Verdict.WITHOUT_KEYS),
            tuple("keyferry/public/NL/index.txt", Verdict.WITHOUT_KEYS));
  }

  @Test
  void progressOfAFeedMayBeOlderUnlessItIsInTheMiddleOfABatch() throws Exception {
    backend.progress(FeedProgress.getDefaultInstance(), OLD);
    assertThat(audit().isClean()).isTrue();

    var lastKey = Sealing.newBuilder().setLastKey(ByteString.copyFrom(new byte[16]));
    backend.progress(FeedProgress.newBuilder().setSealing(lastKey).build(), OLD);
    assertThat(older()).containsExactly("streams-processor-feed-progress-changelog-0");
  }

  @Test
  void topicsThatNobodyKnowsMayHoldKeys() throws Exception {
    backend.segment("backup-0", "00000000000000000000.log", OLD);
    backend.segment("__backup-0", "00000000000000000000.log", OLD);

    assertThat(older()).containsExactlyInAnyOrder("backup-0", "__backup-0");
  }

  @Test
  void sortsOfPlacesWithoutAnyAreToldToBeEmpty() throws Exception {
    assertThat(audit().places())
        .extracting(Place::kind, Place::verdict)
        .contains(tuple("files of a store", Verdict.EMPTY), tuple("spool file", Verdict.EMPTY));
  }

  @Test
  void whatCouldNotBeLookedAtIsTold() throws Exception {
    assertThat(audit().unseen())
        .anySatisfy(unseen -> assertThat(unseen).contains("no broker runs"));
  }

  private List<String> older() throws Exception {
    var report = audit();
    assertThat(report.isClean()).isFalse();
    return report.places().stream()
        .filter(place -> place.verdict() == Verdict.OLDER)
        .map(Place::place)
        .toList();
  }

  private AuditReport audit() throws Exception {
    return new RetentionAudit(backend.data(), Optional.empty(), Optional.empty(), () -> now)
        .report(LIMIT);
  }

  private String windowEnding(Duration age) {
    long end = now.minus(age).getEpochSecond();
    return (end - 7200) + "-" + end + "-00001.zip";
  }
}
