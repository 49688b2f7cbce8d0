package org.keyferry.processor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.ProcessorApplication;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.processor.TestKeys;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Processors as they are started in production, several on one broker.
 *
 * @param broker that they share
 * @param directory for their stores, each in a directory of its own
 */
record ProcessorApps(EmbeddedBroker broker, Path directory) {
  /** Partitions of the topics keyed by key. */
  static final int KEY_PARTITIONS = 4;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Starts one and does not wait; what it has is kept under its name. */
  ConfigurableApplicationContext start(String name, String... further) throws IOException {
    Path secret = directory.resolve("padding.secret");
    Files.write(secret, new byte[32]);
    var settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--keyferry.topics.key-partitions=" + KEY_PARTITIONS,
                "--keyferry.topics.feed-partitions=1",
                "--keyferry.topics.replication-factor=1",
                "--keyferry.plan.quantum=10s",
                "--keyferry.plan.feeds[0].region=NL",
                "--keyferry.plan.feeds[0].bucket=10s",
                "--keyferry.plan.feeds[0].minimum-batch-size=0",
                "--keyferry.processor.home-region=NL",
                "--keyferry.processor.threads=1",
                "--keyferry.processor.state-directory=" + directory.resolve(name),
                "--keyferry.processor.padding-secret-file=" + secret));
    settings.addAll(List.of(further));
    return ProcessorApplication.start(settings.toArray(String[]::new));
  }

  /** Stops it in good order, as SIGTERM does. */
  static void stop(ConfigurableApplicationContext app) {
    app.close();
  }

  /** Waits until it processes so many partitions of keys. */
  static void awaitActive(ConfigurableApplicationContext app, int partitions) {
    await("partitions").atMost(LONGEST).until(() -> activeKeyPartitions(app) == partitions);
    awaitReady(app);
  }

  static void awaitReady(ConfigurableApplicationContext app) {
    await("readiness").atMost(LONGEST).until(() -> isReady(app));
  }

  static boolean isReady(ConfigurableApplicationContext app) {
    return app.getBean(StreamsHealth.class).health().getStatus().getCode().equals("UP");
  }

  private static long activeKeyPartitions(ConfigurableApplicationContext app) {
    return app.getBean(KafkaStreams.class).metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .map(TaskMetadata::topicPartitions)
        .flatMap(partitions -> partitions.stream())
        .filter(partition -> partition.topic().equals(Topics.KEYS_SUBMITTED.name()))
        .count();
  }

  /** A counter of the app, all its tags together. */
  static double count(ConfigurableApplicationContext app, String counter) {
    return app.getBean(MeterRegistry.class).get(counter).counters().stream()
        .mapToDouble(each -> each.count())
        .sum();
  }

  /** Submits the keys of numbers, each in a bucket that is open now. */
  void submit(int from, int to) {
    Instant now = Instant.now();
    Instant arrival = Instant.ofEpochSecond(now.getEpochSecond() / 10 * 10);
    try (var producer = producer()) {
      for (int number = from; number < to; number++) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.KEYS_SUBMITTED.name(),
                    null,
                    arrival.toEpochMilli(),
                    TestKeys.bytes(number).toByteArray(),
                    TestKeys.submitted(TestKeys.expired(number, arrival)).toByteArray()));
      }
      producer.flush();
    }
  }

  /** Records a change of the plan, as {@code ./keyferry plan change} does. */
  void change(PlanChange change) throws Exception {
    try (var producer = producer()) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.FEEDS_PLAN.name(), change.getId().getBytes(UTF_8), change.toByteArray()))
          .get();
    }
  }

  /** Writes keys to the changelog from which the stores of known keys are restored. */
  void know(int keys) throws Exception {
    String changelog = StreamsProperties.APPLICATION_ID + "-known-keys-changelog";
    try (Admin admin = broker.admin()) {
      var topic = new NewTopic(changelog, KEY_PARTITIONS, (short) 1);
      admin
          .createTopics(List.of(topic.configs(Map.of("cleanup.policy", "compact,delete"))))
          .all()
          .get();
    }
    Instant recent = Instant.now().minus(Duration.ofDays(3));
    var known =
        KnownKey.first(Interval.containing(recent).number(), 144, ReportType.CONFIRMED_TEST, 0)
            .valueIn(new byte[0]);
    try (var producer = producer()) {
      for (int number = 0; number < keys; number++) {
        var _ =
            producer.send(
                new ProducerRecord<>(changelog, TestKeys.bytes(-1L - number).toByteArray(), known));
      }
      producer.flush();
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            "bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "batch.size", 131_072),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
