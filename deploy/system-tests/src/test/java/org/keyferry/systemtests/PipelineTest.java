package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.RejectedRecord;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.command.Keyferry;
import org.keyferry.systemtests.command.Lag;
import org.keyferry.systemtests.download.Findings;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.download.Publication;
import org.keyferry.systemtests.privacy.Traces;
import org.keyferry.systemtests.topic.RawRecords;
import org.keyferry.systemtests.topic.RawRecords.Place;
import org.keyferry.systemtests.topic.TopicReader;
import org.keyferry.systemtests.upload.ClientRecord;
import org.keyferry.systemtests.upload.Uploader;
import org.keyferry.wire.topic.Topics;

/** The whole pipeline while parts of it are away, and with two feeds of different buckets. */
@Tag("long")
class PipelineTest {
  private static final String FEED = "NL";
  private static final String SLOWER_FEED = "NL-slower";
  private static final Duration QUANTUM = Duration.ofSeconds(5);
  private static final double UPLOADS_PER_SECOND = 20;
  private static final Duration TOLERANCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Backend backend;
  private static Keyferry keyferry;
  private static long seed = 1;

  @BeforeAll
  static void prepare() {
    backend =
        new Backend(
            "pipeline",
            Map.of(
                "keyferry.plan.quantum", QUANTUM.toSeconds() + "s",
                "keyferry.plan.feeds[0].region", "NL",
                "keyferry.plan.feeds[0].bucket", "10s",
                "keyferry.plan.feeds[0].minimum-batch-size", "0",
                "keyferry.plan.feeds[1].id", SLOWER_FEED,
                "keyferry.plan.feeds[1].region", "NL",
                "keyferry.plan.feeds[1].bucket", "20s",
                "keyferry.plan.feeds[1].minimum-batch-size", "0",
                "keyferry.gateway.acknowledgement-timeout", "2s"));
    keyferry = new Keyferry(backend.describe().resolve("logs"));
  }

  @BeforeEach
  void startWhatIsAway() {
    backend.startMissing();
  }

  @AfterAll
  static void stop() {
    backend.close();
  }

  @Test
  void feedsOfDifferentBucketsEachHoldEveryKeyOnce() {
    var keys = upload(20);
    var slower = backend.reader(SLOWER_FEED);

    assertAllIn(slower, keys);
    var found = assertAllIn(backend.reader(FEED), keys);

    assertThat(found.files()).allMatch(file -> file.end() - file.start() == 10);
    assertThat(slower.findings().files()).allMatch(file -> file.end() - file.start() == 20);
    assertThat(Traces.of(backend, keys)).isEmpty();
  }

  @Test
  void malformedRecordsAreRejectedWithTheirPlaceAndTheStreamGoesOn() {
    var places = new ArrayList<Place>();
    try (var records = new RawRecords(backend.bootstrapServers())) {
      for (var topic : List.of(Topics.KEYS_SUBMITTED, Topics.KEYS_FEDERATED)) {
        places.add(records.write(topic, new byte[KeyBytes.LENGTH], new byte[] {-1, -1, -1}));
        places.add(records.write(topic, null, new byte[0]));
        places.add(records.write(topic, new byte[KeyBytes.LENGTH], null));
      }
    }

    try (var rejected = TopicReader.committed(Topics.KEYS_REJECTED, backend.bootstrapServers())) {
      var found = new HashMap<Place, String>();
      await("rejections")
          .atMost(PATIENCE)
          .until(() -> {
            rejected.poll().forEach(record -> found.put(place(record), record.getReason()));
            return found.keySet().containsAll(places);
          });
      assertThat(places).allMatch(place -> found.get(place).equals("malformed-record"));
    }
    assertAllIn(backend.reader(FEED), upload(5));
  }

  @Test
  void statusTellsHowLongAStoppedProcessorLagsAndThenAllIsPublished() {
    assertLagOfProcessorStoppedFor(Duration.ofSeconds(20));
  }

  @Test
  void statusTellsTheLagOfAProcessorThatIsStoppedForAMinute() {
    assertLagOfProcessorStoppedFor(Duration.ofSeconds(60));
  }

  private static void assertLagOfProcessorStoppedFor(Duration stop) {
    int uploads = (int) (stop.toSeconds() * UPLOADS_PER_SECOND);
    try (var uploader = uploader()) {
      awaitAcknowledged(uploader.record(), 20);
      backend.stop(Part.PROCESSOR);
      var stopped = Instant.now();
      awaitAcknowledged(uploader.record(), uploader.record().acknowledgedUploads() + uploads);

      var asked = Instant.now();
      long lagSeconds = Lag.inSeconds(status(), "streams-processor", Topics.KEYS_SUBMITTED);

      assertThat(Duration.ofSeconds(lagSeconds))
          .isBetween(
              Duration.between(stopped, asked).minus(TOLERANCE),
              Duration.between(stopped, Instant.now()).plus(QUANTUM).plus(TOLERANCE));
      backend.start(Part.PROCESSOR);
      uploader.finish();
      assertAllIn(backend.reader(FEED), uploader.record().acknowledgedKeys());
    }
  }

  private static String status() {
    var status =
        keyferry.run("status", "--data", backend.describe().toString(), "--output", "json");
    // 1: a part is down, which is so.
    assertThat(status.exitCode()).as(status.output()).isEqualTo(1);
    return status.output();
  }

  private static Place place(RejectedRecord record) {
    return new Place(
        new TopicPartition(record.getTopic(), record.getPartition()), record.getOffset());
  }

  private static Findings assertAllIn(IndependentReader reader, Set<KeyBytes> keys) {
    Publication.awaitAll(reader, keys);
    reader.lookAgain();
    var found = reader.findings();
    assertThat(found.doubled()).isEmpty();
    assertThat(found.changed()).isEmpty();
    assertThat(found.absent()).isEmpty();
    assertThat(found.refused()).isEmpty();
    return found;
  }

  private static Set<KeyBytes> upload(int uploads) {
    try (var uploader = uploader()) {
      awaitAcknowledged(uploader.record(), uploads);
      uploader.finish();
      return uploader.record().acknowledgedKeys();
    }
  }

  private static Uploader uploader() {
    return new Uploader(backend.publishUrl(), backend.phones(14, seed++), UPLOADS_PER_SECOND);
  }

  private static void awaitAcknowledged(ClientRecord record, int uploads) {
    await(uploads + " acknowledged uploads")
        .atMost(PATIENCE)
        .until(() -> record.acknowledgedUploads() >= uploads);
  }
}
