package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** Kills the app, as a process of its own, while a grain of a million keys is being settled. */
class SettlingKilledTest {
  private static final int KEYS = 1_000_000;
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final Duration TO_HOLD_THEM = Duration.ofSeconds(45);
  private static final TopicSettings LAYOUT = new TopicSettings(4, 1, 1);

  @TempDir Path directory;

  @Test
  @Tag("long")
  void killInTheMiddleOfSettlingAMillionKeysLosesNoneAndDoublesNone() throws Exception {
    Instant now = Instant.now();
    Instant validUntil = BatchWindow.containing(now, Duration.ofMinutes(10)).start();
    Instant release = BatchWindow.containing(now.plus(TO_HOLD_THEM), BUCKET).start();
    try (var broker = EmbeddedBroker.start();
        var slices = SlicedKeys.of(broker.bootstrapServers())) {
      submit(broker, validUntil, BatchWindow.containing(now, BUCKET).start());
      Duration embargo = Duration.between(validUntil, release);

      try (var killed = start(broker, embargo)) {
        await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> slices.look().keys() > 0);
        killed.kill();
      }
      SlicedKeys cut = slices.look();
      assertThat(cut.keys()).as("keys settled when killed").isLessThan(KEYS);
      assertThat(cut.isMarked(release)).as("grain settled when killed").isFalse();

      try (var again = start(broker, embargo);
          var sealed = SealedNumbers.of(broker.bootstrapServers(), KEYS)) {
        await()
            .atMost(Duration.ofMinutes(4))
            .until(() -> sealed.look().found() == KEYS || !again.isAlive());
        assertThat(sealed.found()).isEqualTo(KEYS);
        assertThat(sealed.doubled()).isZero();
      }
    }
  }

  private void submit(EmbeddedBroker broker, Instant validUntil, Instant arrival) {
    try (Admin admin = broker.admin()) {
      new TopicCreation(admin, LAYOUT).ensureAll();
    }
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "batch.size", 262_144);
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int number = 0; number < KEYS; number++) {
        var event = TestKeys.submitted(TestKeys.validUntil(number, validUntil));
        var _ =
            producer.send(
                new ProducerRecord<>(
                    Topics.KEYS_SUBMITTED.name(),
                    null,
                    arrival.toEpochMilli(),
                    TestKeys.bytes(number).toByteArray(),
                    event.toByteArray()));
      }
      producer.flush();
    }
  }

  private ProcessorProcess start(EmbeddedBroker broker, Duration embargo) throws IOException {
    Path secret = directory.resolve("padding.secret");
    Files.write(secret, new byte[32]);
    return ProcessorProcess.start(
        directory.resolve("processor.log"),
        "--server.port=0",
        "--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "--keyferry.topics.key-partitions=" + LAYOUT.keyPartitions(),
        "--keyferry.topics.feed-partitions=" + LAYOUT.feedPartitions(),
        "--keyferry.topics.replication-factor=1",
        "--keyferry.plan.quantum=10s",
        "--keyferry.plan.feeds[0].region=NL",
        "--keyferry.plan.feeds[0].bucket=10s",
        "--keyferry.plan.feeds[0].minimum-batch-size=0",
        "--keyferry.processor.home-region=NL",
        "--keyferry.processor.embargo=" + embargo,
        "--keyferry.processor.state-directory=" + directory.resolve("state"),
        "--keyferry.processor.padding-secret-file=" + secret);
  }
}
