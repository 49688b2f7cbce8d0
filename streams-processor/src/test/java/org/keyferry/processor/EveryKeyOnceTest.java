package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.submitted;
import static org.keyferry.processor.TestKeys.validUntil;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.plan.PlanOutcome;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.feed.PlanTimeline;

/**
 * Random arrivals, repeats, steps, commits, crashes, stops, changes of the plan and clocks that
 * jump both ways: whatever comes, every key is in exactly one batch of each feed that stays, and
 * none is early; its one revision takes its place before, or follows it. A feed that comes and goes
 * has no key twice, and neither gap nor overlap.
 */
class EveryKeyOnceTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** Later, what arrived first could be forgotten before it is released. */
  private static final Instant LAST_LONG_STOP = START.plus(Duration.ofDays(5));

  private static final Duration EMBARGO = Duration.ofHours(2);
  private static final int ACTIONS = 300;

  private final Map<Long, SubmittedKey> keys = new HashMap<>();
  private final Map<Long, ReportType> revisions = new HashMap<>();
  private final List<SubmittedKey> order = new ArrayList<>();
  private SimulatedPipeline pipeline;
  private Random random;

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void everyKeyIsInExactlyOneBatchOfEachFeedAndNoneIsEarly(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 100) int stepKeys)
      throws NoSuchAlgorithmException {
    keys.clear();
    order.clear();
    revisions.clear();
    random = new Random(seed);
    pipeline =
        new SimulatedPipeline(
            TestPlans.plan(
                3,
                TestPlans.settings(stepKeys),
                TestPlans.feed("A", 20, 0),
                TestPlans.feed("B", 30, 12)),
            START);

    for (int i = 0; i < ACTIONS; i++) {
      act();
    }
    drain();

    assertThat(pipeline.reasons()).isEmpty();
    for (String feed : List.of("A", "B")) {
      Shown shown = assertBatches(feed);
      assertThat(keys.keySet())
          .allSatisfy(key ->
              assertThat(shown.of(key)).isIn(expected(Optional.ofNullable(revisions.get(key)))));
    }
    Shown shown = assertBatches("C");
    assertThat(keys.keySet())
        .allSatisfy(key -> assertThat(shown.of(key)).allMatch(list -> list.size() <= 1));
    assertNoneIsEarly();
  }

  private void act() {
    var task = pipeline.tasks().get(random.nextInt(pipeline.tasks().size()));
    long now = pipeline.now.toEpochMilli();
    if (random.nextInt(60) == 0) {
      changePlan();
    }
    switch (random.nextInt(21)) {
      case 0, 1, 2, 3, 4, 5 -> submitSome();
      case 6 -> repeatOne();
      case 7, 8, 9 -> task.poll(1 + random.nextInt(200), now);
      case 10, 11, 12 -> task.punctuate(now);
      case 13, 14, 15 -> task.commit();
      case 16 -> pipeline.crash(task);
      case 17 -> reviseOne();
      case 18, 19 -> pipeline.now = pipeline.now.plusMillis(random.nextInt(15_000));
      default -> leap();
    }
  }

  private void leap() {
    int longest = pipeline.now.isBefore(LAST_LONG_STOP) ? 2 * 86_400 : 120;
    pipeline.now =
        switch (random.nextInt(4)) {
          case 0 -> pipeline.now.plusSeconds(random.nextInt(longest));
          case 1 -> pipeline.now.minusSeconds(random.nextInt(3600));
          default -> pipeline.now.plusSeconds(random.nextInt(120));
        };
  }

  /** Other buckets, other grains, and a feed that comes and goes. */
  private void changePlan() {
    int[] buckets = {10, 20, 30, 40, 60};
    var feeds = new ArrayList<Feed>();
    feeds.add(TestPlans.feed("A", buckets[random.nextInt(buckets.length)], 0));
    feeds.add(TestPlans.feed("B", buckets[random.nextInt(buckets.length)], 12));
    if (random.nextBoolean()) {
      feeds.add(TestPlans.feed("C", buckets[random.nextInt(buckets.length)], 0));
    }
    var changed = new FeedPlan(Duration.ofSeconds(10), feeds);
    var outcome = pipeline.change(changed, pipeline.now.plusSeconds(6 + random.nextInt(90)));
    assertThat(outcome instanceof PlanOutcome.Accepted)
        .isEqualTo(!changed.equals(before(pipeline.plan().timeline(), outcome)));
  }

  /** The plan that the change was made to. */
  private static FeedPlan before(PlanTimeline timeline, PlanOutcome outcome) {
    int last = timeline.versions().size() - 1;
    return timeline
        .versions()
        .get(outcome instanceof PlanOutcome.Accepted ? last - 1 : last)
        .plan();
  }

  private void submitSome() {
    int many = random.nextInt(10) == 0 ? 80 : 3;
    for (int i = 0; i < many; i++) {
      long number = keys.size() + 1L;
      // From long expired to valid for another day; never starting after its arrival.
      Instant end = arrival().plusSeconds(86_400 - random.nextInt(9 * 86_400));
      var event = submitted(validUntil(number, end)).toBuilder();
      event
          .setRevisionProof(event.getTemporaryExposureKey().getKeyData().substring(0, 8))
          .getMetadataBuilder()
          .setReportType(ReportType.SELF_REPORT);
      keys.put(number, event.build());
      order.add(event.build());
      pipeline.submit(event.build(), arrival());
    }
  }

  /** The same key again, from a client that retries. */
  private void repeatOne() {
    if (!order.isEmpty()) {
      var event = oneOfTheLatest();
      if (isAdmissible(event)) {
        pipeline.submit(event, arrival());
      }
    }
  }

  private SubmittedKey oneOfTheLatest() {
    return order.get(order.size() - 1 - random.nextInt(Math.min(order.size(), 100)));
  }

  private boolean isAdmissible(SubmittedKey event) {
    return endOf(event).minus(Duration.ofDays(1)).isBefore(arrival())
        && endOf(event).isAfter(arrival().minus(Duration.ofDays(14)));
  }

  /** The phone has another result and sends its token along. */
  private void reviseOne() {
    if (!order.isEmpty()) {
      var event = oneOfTheLatest();
      var type = random.nextBoolean() ? ReportType.REVOKED : ReportType.CONFIRMED_TEST;
      long number = TestKeys.number(event.getTemporaryExposureKey().getKeyData());
      if (isAdmissible(event) && revisions.putIfAbsent(number, type) == null) {
        var revision = event.toBuilder().setRevisionAuthorised(true);
        revision.getMetadataBuilder().setReportType(type);
        order.add(revision.build());
        pipeline.submit(revision.build(), arrival());
      }
    }
  }

  private Instant arrival() {
    return Instant.ofEpochSecond(Math.floorDiv(pipeline.now.getEpochSecond(), 10) * 10);
  }

  private static Instant endOf(SubmittedKey event) {
    var key = event.getTemporaryExposureKey();
    return Instant.ofEpochSecond(
        (key.getRollingStartIntervalNumber() + (long) key.getRollingPeriod()) * 600);
  }

  /** Lets every embargo pass, and works until nothing more comes. */
  private void drain() {
    for (int round = 0; round < 3; round++) {
      pipeline.now = pipeline.now.plus(Duration.ofHours(30));
      int quiet = 0;
      while (quiet < 20) {
        int before = pipeline.slices.size() + pipeline.sealed.size();
        pipeline.now = pipeline.now.plusMillis(100);
        for (var task : pipeline.tasks()) {
          task.poll(1000, pipeline.now.toEpochMilli());
          task.punctuate(pipeline.now.toEpochMilli());
          task.commit();
        }
        boolean behind = pipeline.tasks().stream().anyMatch(SimulatedTask::isBehind);
        boolean moved = pipeline.slices.size() + pipeline.sealed.size() > before;
        quiet = behind || moved ? 0 : quiet + 1;
      }
    }
  }

  /**
   * What all batches of a feed show.
   *
   * @param published how keys were reported
   * @param revised how revised keys were
   */
  private record Shown(Map<Long, List<ReportType>> published, Map<Long, List<ReportType>> revised) {
    List<List<ReportType>> of(long key) {
      return List.of(published.getOrDefault(key, List.of()), revised.getOrDefault(key, List.of()));
    }
  }

  private Shown assertBatches(String feed) throws NoSuchAlgorithmException {
    var published = new HashMap<Long, List<ReportType>>();
    var revised = new HashMap<Long, List<ReportType>>();
    var digests = new ArrayList<ByteString>();
    var batch = new ArrayList<BatchKey>();
    var revisedBatch = new ArrayList<BatchKey>();
    SealedBatch before = null;
    for (SealedBatch record : pipeline.sealed) {
      if (!record.getFeed().equals(feed)) {
        continue;
      }
      if (record.hasChunk()) {
        assertThat(record.getChunk().getNumber()).isEqualTo(digests.size());
        (record.getChunk().getRevised() ? revisedBatch : batch)
            .addAll(record.getChunk().getKeysList());
        digests.add(sha256(record));
        continue;
      }
      assertManifest(record, before, digests);
      assertKeys(record, batch, revisedBatch);
      count(batch, published);
      count(revisedBatch, revised);
      batch.clear();
      revisedBatch.clear();
      digests.clear();
      before = record;
    }
    assertThat(batch).isEmpty();
    assertThat(revisedBatch).isEmpty();
    return new Shown(published, revised);
  }

  private static void count(List<BatchKey> batch, Map<Long, List<ReportType>> reports) {
    for (BatchKey key : batch) {
      reports
          .computeIfAbsent(TestKeys.number(key.getKeyData()), _ -> new ArrayList<>())
          .add(key.getReportType());
    }
  }

  /** What all batches of a feed may show of a key: as keys, and as revised keys. */
  private static List<List<List<ReportType>>> expected(Optional<ReportType> revision) {
    List<ReportType> none = List.of();
    List<ReportType> first = List.of(ReportType.SELF_REPORT);
    if (revision.isEmpty()) {
      return List.of(List.of(first, none));
    }
    List<ReportType> later = List.of(revision.get());
    List<ReportType> inPlace = revision.get() == ReportType.REVOKED ? none : later;
    return List.of(List.of(inPlace, none), List.of(first, later));
  }

  private static void assertManifest(
      SealedBatch manifest, SealedBatch before, List<ByteString> digests) {
    assertThat(manifest.getManifest().getChunkSha256List()).isEqualTo(digests);
    assertThat(manifest.getSequence()).isEqualTo(before == null ? 1 : before.getSequence() + 1);
    if (before != null) {
      assertThat(manifest.getWindowStartSeconds()).isEqualTo(before.getWindowEndSeconds());
    }
  }

  private static void assertKeys(
      SealedBatch manifest, List<BatchKey> keys, List<BatchKey> revisedKeys) {
    var content = manifest.getManifest();
    assertThat(content.getKeys()).isEqualTo(keys.size() + revisedKeys.size());
    assertThat(content.getRevisedKeys()).isEqualTo(revisedKeys.size());
    assertThat(List.of(keys, revisedKeys))
        .allSatisfy(list ->
            assertThat(list)
                .extracting(BatchKey::getKeyData)
                .isSortedAccordingTo(ByteString.unsignedLexicographicalComparator())
                .doesNotHaveDuplicates());
    if (manifest.getFeed().equals("B") && !keys.isEmpty()) {
      assertThat(keys).hasSizeGreaterThanOrEqualTo(12);
    }
  }

  private void assertNoneIsEarly() {
    for (var settled : pipeline.slices) {
      for (BatchKey key : settled.slice().getChunk().getKeysList()) {
        Instant safe = endOf(keys.get(TestKeys.number(key.getKeyData()))).plus(EMBARGO);
        assertThat(settled.at()).isAfterOrEqualTo(safe);
      }
    }
  }

  private static ByteString sha256(SealedBatch record) throws NoSuchAlgorithmException {
    return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(record.toByteArray()));
  }
}
