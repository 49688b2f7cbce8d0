package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.RejectedRecord;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.admit.PeerIntake;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** The whole topology with one partition, a clock of its own and no broker. */
final class ProcessorDriver implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static final Duration TICK = Duration.ofMillis(500);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LivePlan live;
  private final Observation observation;
  private final TopologyTestDriver driver;
  private Instant now = START;
  private final List<SealedBatch> sealed = new ArrayList<>();

  ProcessorDriver(ProcessorPlan plan) {
    this(plan, PeerIntake.UNCHECKED);
  }

  ProcessorDriver(ProcessorPlan plan, PeerIntake peers) {
    live = new LivePlan(plan.feeds(), TestPlans::read);
    observation = new Observation(meters, live, () -> now);
    driver =
        new TopologyTestDriver(
            ProcessorTopology.build(plan, live, peers, observation), properties(plan), START);
  }

  private static Properties properties(ProcessorPlan plan) {
    var properties = StreamsProperties.of(KafkaSettings.of("unused:9092"), plan);
    try {
      properties.put(
          StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("processor").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  Instant now() {
    return now;
  }

  LivePlan plan() {
    return live;
  }

  Observation observation() {
    return observation;
  }

  double count(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  KeyValueStore<byte[], byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  /** A key arrives now. */
  void submit(SubmittedKey event) {
    submit(event, now);
  }

  void submit(SubmittedKey event, Instant arrival) {
    send(
        Topics.KEYS_SUBMITTED,
        event.getTemporaryExposureKey().getKeyData().toByteArray(),
        event.toByteArray(),
        arrival);
  }

  void send(Topic<?> topic, byte[] key, byte[] value, Instant time) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, time));
  }

  /** The clock goes on in small steps, as it does for a running processor. */
  void runFor(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      jump(TICK);
    }
  }

  /** The clock goes on at once, as it does for a processor that was stopped. */
  void jump(Duration time) {
    driver.advanceWallClockTime(time);
    now = now.plus(time);
  }

  /** Every record of sealed batches so far. */
  List<SealedBatch> sealed() {
    sealed.addAll(read(Topics.BATCHES_SEALED, SealedBatch.parser()));
    return List.copyOf(sealed);
  }

  List<SealedBatch> manifests(String feed) {
    return sealed().stream()
        .filter(record -> record.hasManifest() && record.getFeed().equals(feed))
        .toList();
  }

  /** The keys of the feed's batches, in the order of the records. */
  List<Long> keys(String feed) {
    return sealed().stream()
        .filter(record -> record.hasChunk() && record.getFeed().equals(feed))
        .flatMap(record -> record.getChunk().getKeysList().stream())
        .map(key -> TestKeys.number(key.getKeyData()))
        .toList();
  }

  /** Key and value of everything that went to a topic and was not read yet, changelogs too. */
  Map<String, List<byte[]>> produced() {
    var produced = new TreeMap<String, List<byte[]>>();
    for (String topic : driver.producedTopicNames()) {
      var bytes = new ArrayList<byte[]>();
      for (var record :
          driver
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList()) {
        Stream.of(record.key(), record.value()).filter(Objects::nonNull).forEach(bytes::add);
      }
      produced.put(topic, bytes);
    }
    return produced;
  }

  /** Key and value of every entry of every store. */
  Map<String, List<byte[]>> stored() {
    var stored = new TreeMap<String, List<byte[]>>();
    for (String name : driver.getAllStateStores().keySet()) {
      var bytes = new ArrayList<byte[]>();
      try (var entries = store(name).all()) {
        entries.forEachRemaining(entry -> {
          bytes.add(entry.key);
          bytes.add(entry.value);
        });
      }
      stored.put(name, bytes);
    }
    return stored;
  }

  List<FeedSlice> slices() {
    return read(Topics.FEEDS_SLICES, FeedSlice.parser());
  }

  List<RejectedRecord> rejected() {
    return read(Topics.KEYS_REJECTED, RejectedRecord.parser());
  }

  private <V extends MessageLite> List<V> read(Topic<V> topic, Parser<V> parser) {
    var output =
        driver.createOutputTopic(
            topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return output.readRecordsToList().stream()
        .map(record -> {
          try {
            return parser.parseFrom(record.value());
          } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
          }
        })
        .toList();
  }

  /** A single record was rejected, for that reason. */
  RejectedRecord assertRejected(String reason) {
    var rejected = rejected();
    assertThat(rejected).extracting(RejectedRecord::getReason).containsExactly(reason);
    return rejected.getFirst();
  }

  @Override
  public void close() {
    driver.close();
  }
}
