package org.keyferry.systemtests.fault;

import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.privacy.Traces;
import org.keyferry.testsupport.FaultyLink.Fate;

/**
 * One backend under load, and one fault after the other. After each: what phones were told, against
 * what strangers find.
 */
@TestMethodOrder(OrderAnnotation.class)
class GuaranteeTest {
  private static final Extent EXTENT = Extent.ofProfile();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> FEEDS = Deployment.feeds();
  private static final List<Part> OWN =
      List.of(
          Part.GATEWAY,
          Part.PROCESSOR,
          Part.SECOND_PROCESSOR,
          Part.EXPORTER,
          Part.SECOND_EXPORTER,
          Part.ORIGIN);

  private static final Random RANDOM = new Random();
  private static final FaultTable TABLE = new FaultTable();
  private static final long BEGIN = System.nanoTime();
  private static Deployment deployment;

  /** Something that goes wrong; returns when it is over, or can be judged while it goes on. */
  private interface Fault {
    Kills happen() throws IOException;
  }

  /** Ends what still goes wrong when it was judged, and says what else must hold. */
  private interface End {
    void end() throws IOException;
  }

  @BeforeAll
  static void start() {
    deployment = new Deployment(EXTENT.uploadsPerSecond());
    awaitAcknowledged(100);
    TABLE.note("Started in %d s.".formatted(secondsSince(BEGIN)));
  }

  @AfterAll
  static void stop() {
    if (deployment != null) {
      deployment.close();
    }
    TABLE.note("All of it took %d s.".formatted(secondsSince(BEGIN)));
    System.out.println(TABLE);
  }

  private static long secondsSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanoTime);
  }

  @Test
  @Order(1)
  @Tag("D07")
  void killedPartsLoseNothingAndPublishNothingTwice() throws IOException {
    assertKept("`kill -9` of own processes", EXTENT.killRounds(), GuaranteeTest::killSix);
  }

  private static Kills killSix() {
    var whileAssembling =
        supplyAsync(() -> Kills.aimed(deployment.kills().whileAssembling(FEEDS.get(1))));
    var betweenObjectAndIndex =
        supplyAsync(() -> Kills.aimed(deployment.kills().betweenObjectAndIndex(FEEDS.get(0))));
    Kills aimed =
        Kills.aimed(deployment.kills().whileSettling())
            .and(Kills.aimed(deployment.kills().whileSettling()))
            .and(whileAssembling.join())
            .and(betweenObjectAndIndex.join());
    deployment.orchestrator().kill(any(OWN));
    deployment.orchestrator().kill(any(OWN));
    return aimed.and(Kills.unaimed(2));
  }

  private static Part any(List<Part> parts) {
    return await("one that is ready")
        .atMost(PATIENCE)
        .until(() -> parts.get(RANDOM.nextInt(parts.size())), deployment.backend()::isReady);
  }

  @Test
  @Order(2)
  void ownersThatWakeAfterOthersTookTheirPlacesChangeNothing() throws IOException {
    assertKept(
        "SIGSTOP of a processor and an exporter past their sessions, over buckets; SIGCONT",
        EXTENT.times(),
        () -> {
          Part processor = deployment.cluster().processorOf(0);
          Part exporter = deployment.cluster().exporterOf(FEEDS.getFirst());
          deployment.backend().pause(processor);
          deployment.backend().pause(exporter);
          // Which can't be published before others are in the place of both.
          deployment.ledger().awaitWindowAfter(Instant.now());
          deployment.backend().resume(processor);
          deployment.backend().resume(exporter);
          return Kills.NONE;
        });
  }

  @Test
  @Order(3)
  @Tag("D14")
  void killedBrokerAndARollingRestartLoseNothing() throws IOException {
    assertKept(
        "a broker killed, the others restarted one after the other",
        EXTENT.times(),
        () -> {
          deployment.orchestrator().kill(Part.BROKER);
          awaitBroker(Part.BROKER);
          for (Part broker : List.of(Part.SECOND_BROKER, Part.THIRD_BROKER)) {
            deployment.backend().stop(broker);
            awaitBroker(broker);
          }
          return Kills.unaimed(1);
        });
  }

  private static void awaitBroker(Part broker) {
    deployment.orchestrator().awaitReady(broker);
    deployment.cluster().awaitInSync();
  }

  @Test
  @Order(4)
  @Tag("D14")
  void withTwoOfThreeBrokersDownNothingIsAcknowledged() throws IOException {
    assertKept(
        "two of three brokers killed; no 200 until they are back",
        EXTENT.times(),
        () -> {
          var phones = deployment.phones();
          deployment.orchestrator().killForNow(Part.SECOND_BROKER);
          deployment.orchestrator().killForNow(Part.THIRD_BROKER);
          // What was acknowledged before may still be on its way to a phone.
          awaitTime(Duration.ofSeconds(3));
          int acknowledged = phones.acknowledgedUploads();
          long refused = phones.answers(503);
          awaitTime(EXTENT.brokersAway());
          awaitIncrease("refusals", () -> phones.answers(503), refused + 20);
          assertThat(phones.acknowledgedUploads()).as("200s meanwhile").isEqualTo(acknowledged);
          deployment.orchestrator().comeBack(Part.SECOND_BROKER);
          deployment.orchestrator().comeBack(Part.THIRD_BROKER);
          awaitBroker(Part.SECOND_BROKER);
          awaitBroker(Part.THIRD_BROKER);
          awaitAcknowledged(acknowledged + 500);
          return Kills.unaimed(2);
        });
    assertThat(deployment.phones().refusalsWithoutRetryAfter()).isZero();
  }

  @Test
  @Order(5)
  void storeThatHangsAndThenIsGoneDelaysBatchesAndRefusesNoUpload() throws IOException {
    assertKept(
        "the S3 server stopped, then killed, " + EXTENT.storeAway().toSeconds() + " s in all",
        EXTENT.times(),
        () -> {
          int acknowledged = deployment.phones().acknowledgedUploads();
          deployment.backend().pause(Part.STORE);
          awaitTime(EXTENT.storeAway().dividedBy(3));
          deployment.orchestrator().killForNow(Part.STORE);
          awaitTime(EXTENT.storeAway().multipliedBy(2).dividedBy(3));
          awaitAcknowledged(acknowledged + 500);
          deployment.orchestrator().comeBack(Part.STORE);
          return Kills.NONE;
        });
  }

  @Test
  @Order(6)
  void storeThatRefusesRequestsAndLosesAnswersIsAskedAgainAndRecognised() throws IOException {
    var link = deployment.storeLink();
    int before = link.affected();
    var requests = new AtomicInteger();
    var puts = new ConcurrentHashMap<String, Integer>();
    assertKept(
        "503 to one S3 request in five, the first answer to each PUT cut",
        EXTENT.times(),
        () -> {
          link.decide(line -> fate(line, requests.incrementAndGet(), puts));
          return Kills.NONE;
        },
        () -> link.decide(_ -> Fate.PASSES));
    assertThat(link.affected() - before).as("refused or cut").isGreaterThan(10 * EXTENT.times());
  }

  /** Each object's answer is cut once, and that of an index every other time. */
  private static Fate fate(String line, int request, Map<String, Integer> puts) {
    if (request % 5 == 0) {
      return Fate.IS_REFUSED;
    }
    if (!line.startsWith("PUT ")) {
      return Fate.PASSES;
    }
    int before = puts.merge(line, 1, Integer::sum) - 1;
    boolean cut = line.endsWith("/index.txt") ? before % 2 == 0 : before == 0;
    return cut ? Fate.LOSES_ITS_ANSWER : Fate.PASSES;
  }

  @Test
  @Order(7)
  void foreignObjectAtTheNextNameIsSteppedOverLoudlyAndNeverOverwritten() throws IOException {
    var foreign = new ForeignObject(deployment, FEEDS.getFirst());
    assertKept(
        "a foreign object at the next name",
        EXTENT.times(),
        () -> {
          foreign.put();
          return Kills.NONE;
        },
        () -> foreign.takeAwayAfterAlarm(PATIENCE));
  }

  @Test
  @Order(8)
  @Tag("machine")
  void partsWhoseDisksAreFullEndAndGoOnWhenThereIsRoomAgain() throws IOException {
    assertKept(
        "disks full under the stores of a processor, which is killed, and under the log of a"
            + " broker",
        EXTENT.times(),
        () -> {
          Part processor = Part.SECOND_PROCESSOR;
          Part broker = Part.THIRD_BROKER;
          var orchestrator = deployment.orchestrator();
          int processors = orchestrator.restarts(processor);
          int brokers = orchestrator.restarts(broker);
          deployment.disk(processor).fill();
          deployment.disk(broker).fill();
          orchestrator.kill(processor);
          // One after the kill; and it must end by itself where it can't do anything.
          awaitIncrease("ends", () -> orchestrator.restarts(processor), processors + 2);
          awaitIncrease("ends", () -> orchestrator.restarts(broker), brokers + 1);
          deployment.disk(broker).makeRoom();
          deployment.disk(processor).makeRoom();
          awaitBroker(broker);
          return Kills.unaimed(1);
        });
  }

  @Test
  @Order(9)
  @Tag("machine")
  void clocksThatStepLoseNothingAndOpenNoBucketAgain() throws IOException {
    var ahead = Duration.ofSeconds(15);
    assertKept(
        "clocks stepped 15 s forth, 30 s back, and right",
        EXTENT.times(),
        () -> {
          setClocks(ahead, Part.GATEWAY, Part.PROCESSOR, Part.EXPORTER);
          awaitAcknowledged(deployment.phones().acknowledgedUploads() + 1_500);
          setClocks(ahead.negated(), Part.GATEWAY, Part.PROCESSOR, Part.SECOND_PROCESSOR);
          awaitAcknowledged(deployment.phones().acknowledgedUploads() + 1_500);
          setClocks(Duration.ZERO, OWN.toArray(Part[]::new));
          return Kills.NONE;
        });
  }

  private static void setClocks(Duration ahead, Part... parts) {
    for (Part part : parts) {
      deployment.setClock(part, ahead);
    }
  }

  @Test
  @Order(10)
  @Tag("long")
  void rollingRestartOfProcessorsAndExportersKeepsTheFlow() throws IOException {
    assertKept(
        "SIGTERM to one processor after the other, and at the same time to exporters so",
        EXTENT.times(),
        () -> {
          try (var flow = new FlowWatch(deployment.backend(), FEEDS)) {
            var exporters = runAsync(() -> restart(Part.EXPORTER, Part.SECOND_EXPORTER));
            restart(Part.PROCESSOR, Part.SECOND_PROCESSOR);
            exporters.join();
            TABLE.note("Rolling restart: " + flow.end() + ".");
          }
          return Kills.NONE;
        });
  }

  private static void restart(Part... oneAfterTheOther) {
    for (Part part : oneAfterTheOther) {
      deployment.backend().stop(part);
      deployment.orchestrator().awaitReady(part);
    }
  }

  @Test
  @Order(11)
  @Tag("D13")
  @Tag("G04")
  void afterAllOfItAnEmptiedStoreIsFilledWithTheSameBytes() {
    long began = System.nanoTime();
    deployment.finishLoad();
    TABLE.note("Load: " + deployment.load() + ".");
    var acknowledged = deployment.acknowledged();
    deployment.ledger().awaitPublished(acknowledged);
    assertThat(deployment.kills().unnamedObjects()).as("objects without a name").isEmpty();

    var verdict = deployment.ledger().judgeAfterRebuildingAll(acknowledged);

    double seconds = (System.nanoTime() - began) / 1e9;
    TABLE.add(
        new FaultTable.Row("the store emptied, all rebuilt", 1, Kills.NONE, 0, seconds, verdict));
    assertSound(verdict);
    assertThat(Traces.of(deployment.backend(), acknowledged)).isEmpty();
  }

  @Test
  @Order(12)
  void soManyWereKilled() {
    assertThat(TABLE.kills()).isGreaterThanOrEqualTo(EXTENT.times() == 1 ? 10 : 100);
  }

  private static void assertKept(String name, int times, Fault fault) throws IOException {
    assertKept(name, times, fault, () -> {});
  }

  private static void assertKept(String name, int times, Fault fault, End end) throws IOException {
    long began = System.nanoTime();
    long before = deployment.phones().acknowledgedUploads();
    Kills kills = Kills.NONE;
    Verdict verdict = null;
    for (int time = 0; time < times; time++) {
      kills = kills.and(fault.happen());
      deployment.orchestrator().awaitAllReady();
      try {
        verdict = deployment.ledger().judge(deployment.acknowledged());
      } finally {
        end.end();
      }
      assertSound(verdict);
    }
    long acknowledged = deployment.phones().acknowledgedUploads() - before;
    double seconds = (System.nanoTime() - began) / 1e9;
    TABLE.add(new FaultTable.Row(name, times, kills, acknowledged, seconds, verdict));
  }

  private static void assertSound(Verdict verdict) {
    assertThat(verdict.lost()).as("acknowledged keys lost").isZero();
    assertThat(verdict.twice()).as("keys published twice").isEmpty();
    assertThat(verdict.changed()).as("published objects changed").isEmpty();
    assertThat(deployment.kills().changedOrphans()).as("changed before the index").isEmpty();
    assertThat(verdict.absent()).as("names without an object of ours").isEmpty();
    assertThat(verdict.unrecorded()).as("names in index or records alone").isEmpty();
    assertThat(verdict.gaps()).as("numbers and windows left out or doubled").isEmpty();
    assertThat(verdict.rebuilt()).as("objects built again").isPositive();
    assertThat(deployment.phones().surprises()).as("what no phone should see").isEmpty();
  }

  private static void awaitAcknowledged(int uploads) {
    awaitIncrease("acknowledged uploads", () -> deployment.phones().acknowledgedUploads(), uploads);
  }

  private static void awaitIncrease(String what, LongSupplier count, long least) {
    await(what).atMost(PATIENCE).until(() -> count.getAsLong() >= least);
  }

  /** Returns after that time, which is what the fault lasts. */
  private static void awaitTime(Duration time) {
    Instant end = Instant.now().plus(time);
    await().atMost(time.plusSeconds(10)).until(() -> !Instant.now().isBefore(end));
  }
}
