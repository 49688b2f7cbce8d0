package org.keyferry.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** Feeds in partitions of their own, on a real broker, with a clock that runs ahead. */
class FakesTravelTest {
  private static final TopicSettings LAYOUT = new TopicSettings(2, 8, 1);
  private static final int MINIMUM = 20;

  @TempDir Path directory;

  @Test
  void fakesOfARegionalFeedAreInThePublicFeedOfAnotherPartition() throws Exception {
    assertThat(partitionOf("NL")).isNotEqualTo(partitionOf("to-BE"));
    var clock = new RunningAhead();
    try (var broker = EmbeddedBroker.start();
        var sealed = consumer(broker);
        var streams = streams(broker, clock)) {
      submit(broker, Instant.ofEpochMilli(clock.milliseconds()));
      streams.start();
      Map<String, List<ByteString>> keys = new HashMap<>();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> {
            clock.advance(Duration.ofMillis(500));
            read(sealed, keys);
            return keys.getOrDefault("to-BE", List.of()).size() >= MINIMUM
                || streams.state() == KafkaStreams.State.ERROR;
          });

      assertThat(keys.get("to-BE")).hasSize(MINIMUM).doesNotHaveDuplicates();
      assertThat(keys.get("NL")).containsAll(keys.get("to-BE")).doesNotHaveDuplicates();
    }
  }

  private static int partitionOf(String feed) {
    return BuiltInPartitioner.partitionForKey(feed.getBytes(UTF_8), LAYOUT.feedPartitions());
  }

  private KafkaStreams streams(EmbeddedBroker broker, RunningAhead clock) {
    try (Admin admin = broker.admin()) {
      new TopicCreation(admin, LAYOUT).ensureAll();
    }
    var second = Duration.ofSeconds(1);
    var regional =
        new Feed(
            "to-BE",
            FeedKind.REGIONAL,
            new Region("BE"),
            second.multipliedBy(10),
            second,
            MINIMUM,
            Duration.ZERO,
            null,
            null);
    var plan =
        new ProcessorPlan(
            TestPlans.feeds(TestPlans.feed("NL", 10, MINIMUM), regional),
            new AdmissionLimits(null, null, null),
            LAYOUT,
            TestPlans.settings(1000),
            TestPlans.plan(1, TestPlans.settings(1000), regional).paddingSecret());
    var live = LivePlan.unchanging(plan.feeds());
    var observation = new Observation(new SimpleMeterRegistry(), live, InstantSource.system());
    Properties properties = StreamsProperties.of(KafkaSettings.of(broker.bootstrapServers()), plan);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return new KafkaStreams(ProcessorTopology.build(plan, live, observation), properties, clock);
  }

  private static void submit(EmbeddedBroker broker, Instant arrival) {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long number = 0; number <= 2 * MINIMUM; number++) {
        var event =
            TestKeys.submitted(TestKeys.expired(number, arrival)).toBuilder()
                .setConsentToFederation(true)
                .setRegionsOfInterest(
                    RegionsOfInterest.newBuilder().addRegions(number == 0 ? "BE" : "FR"))
                .build();
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.KEYS_SUBMITTED.name(),
                    null,
                    arrival.toEpochMilli(),
                    TestKeys.bytes(number).toByteArray(),
                    event.toByteArray()));
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedBroker broker) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer, Map<String, List<ByteString>> keys)
      throws InvalidProtocolBufferException {
    if (consumer.assignment().isEmpty()) {
      consumer.assign(
          IntStream.range(0, LAYOUT.feedPartitions())
              .mapToObj(partition -> new TopicPartition(Topics.BATCHES_SEALED.name(), partition))
              .toList());
    }
    for (var record : consumer.poll(Duration.ofMillis(100))) {
      var batch = SealedBatch.parseFrom(record.value());
      var all = keys.computeIfAbsent(batch.getFeed(), feed -> new ArrayList<>());
      batch.getChunk().getKeysList().stream().map(BatchKey::getKeyData).forEach(all::add);
    }
  }
}
