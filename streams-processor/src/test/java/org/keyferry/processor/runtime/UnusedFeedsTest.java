package org.keyferry.processor.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.PlanChange;
import org.keyferry.processor.ProcessorApplication;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.topic.Topics;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The app as it is started in production, before and after operators changed the plan. */
@ExtendWith(OutputCaptureExtension.class)
class UnusedFeedsTest {
  private static final String WARNING = "keyferry.plan.feeds in the settings of the processor";

  @TempDir Path directory;

  @Test
  void settingsWhoseFeedsCountNoMoreAreNamedAtTheStartAndInTheShownPlan(CapturedOutput output)
      throws Exception {
    try (var broker = EmbeddedBroker.start()) {
      try (var context = start(broker)) {
        awaitReady(context);
        assertThat(shown(context)).isNull();
        assertThat(output).doesNotContain(WARNING);
        change(broker);
        await("the change").until(() -> shown(context) != null);
      }
      int before = output.getAll().length();

      try (var context = start(broker)) {
        awaitReady(context);

        assertThat(output.getAll().substring(before))
            .contains("WARN", WARNING, "version 1 of the plan", "feeds NL, more")
            .contains("change feeds by ./keyferry plan change", "got feeds NL, which count for");
        assertThat(shown(context)).startsWith(WARNING);
      }
    }
  }

  private ConfigurableApplicationContext start(EmbeddedBroker broker) throws IOException {
    Path secret = directory.resolve("padding.secret");
    Files.write(secret, new byte[32]);
    return ProcessorApplication.start(
        "--server.port=0",
        "--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "--keyferry.topics.key-partitions=1",
        "--keyferry.topics.feed-partitions=1",
        "--keyferry.topics.replication-factor=1",
        "--keyferry.plan.feeds[0].region=NL",
        "--keyferry.plan.feeds[0].minimum-batch-size=0",
        "--keyferry.processor.home-region=NL",
        "--keyferry.processor.threads=1",
        "--keyferry.processor.state-directory=" + directory.resolve("state"),
        "--keyferry.processor.padding-secret-file=" + secret);
  }

  private static void awaitReady(ConfigurableApplicationContext context) {
    var lifecycle = context.getBean(StreamsLifecycle.class);
    await("readiness").atMost(Duration.ofSeconds(60)).until(lifecycle::isReady);
  }

  private static String shown(ConfigurableApplicationContext context) {
    return context.getBean(PlanEndpoint.class).plan().unusedFeeds();
  }

  private static void change(EmbeddedBroker broker) throws Exception {
    Instant notBefore = Clock.systemUTC().instant().plus(Duration.ofMinutes(10));
    var change =
        PlanChange.newBuilder()
            .setId("more")
            .setNotBeforeSeconds(notBefore.getEpochSecond())
            .putAllSettings(
                Map.of(
                    "feeds[0].region", "NL",
                    "feeds[0].minimum-batch-size", "0",
                    "feeds[1].id", "more",
                    "feeds[1].region", "NL"))
            .build();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.FEEDS_PLAN.name(), change.getId().getBytes(UTF_8), change.toByteArray()))
          .get();
    }
  }
}
