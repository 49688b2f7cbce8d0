package org.keyferry.processor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicDeletion;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/**
 * What the broker's files hold of a partition that gets nothing any more, with the settings of
 * production and records of long ago. Of the two partitions of each topic one shows what happens
 * and the other one that it would not happen by itself.
 */
@Tag("SP3")
class SilentPartitionsTest {
  /** More than a deleted file lingers, if the broker learns late that here it need not. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final TopicSettings TWO_PARTITIONS = new TopicSettings(2, 2, 1);
  private static final String KNOWN_KEYS = "streams-processor-known-keys-changelog";
  private static final byte[] KEY = "a key's 16 bytes".getBytes(ISO_8859_1);
  private static final String MARK = "what is remembered";
  private static final byte[] MARKED = MARK.getBytes(ISO_8859_1);
  private static final byte[] NO_KEY = {0};
  private static final Map<String, String> AT_ONCE =
      Map.of(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "0");

  private static EmbeddedBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void createTopics() throws Exception {
    broker =
        EmbeddedBroker.start(
            1,
            Map.of(
                "log.retention.check.interval.ms", "200",
                "log.initial.task.delay.ms", "100",
                "log.cleaner.backoff.ms", "200"));
    var changelog =
        new HashMap<>(
            ProcessorStores.changelogs(
                    TestPlans.plan(2, TestPlans.settings(20), TestPlans.feed("NL", 10, 0)))
                .get(KNOWN_KEYS));
    changelog.putAll(AT_ONCE);
    try (Admin admin = broker.admin()) {
      new TopicCreation(admin, TWO_PARTITIONS).ensureAll();
      admin
          .createTopics(
              List.of(
                  new NewTopic(KNOWN_KEYS, Optional.of(2), Optional.empty()).configs(changelog)))
          .all()
          .get();
      deleteFilesAtOnce(admin);
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static void deleteFilesAtOnce(Admin admin) throws Exception {
    var topics = new HashMap<String, Map<String, String>>();
    admin.listTopics().names().get().forEach(topic -> topics.put(topic, AT_ONCE));
    new TopicDeletion(admin).ensure(topics);
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void newestSegmentOfEveryTopicWithKeysGoesWhenItsRetentionIsOver() throws Exception {
    var withKeys = Topics.ALL.stream().filter(Topic::carriesKeyBytes).toList();
    for (Topic<?> topic : withKeys) {
      send(topic.name(), 0, MARKED, topic.retention().plusHours(1));
      send(topic.name(), 1, MARKED, topic.retention().minusHours(1));
    }

    for (Topic<?> topic : withKeys) {
      await(topic.name()).atMost(LONGEST).until(() -> !isOnDisk(topic.name(), 0));
      assertThat(isOnDisk(topic.name(), 1)).as("younger in %s", topic).isTrue();
    }
  }

  @Test
  void deletedKeyLeavesTheChangelogThatASweepLeavesATraceIn() throws Exception {
    for (int partition : List.of(0, 1)) {
      send(KNOWN_KEYS, partition, MARKED, Duration.ofDays(8));
      send(KNOWN_KEYS, partition, null, Duration.ofDays(7));
      assertThat(isOnDisk(KNOWN_KEYS, partition)).isTrue();
    }

    producer.send(new ProducerRecord<>(KNOWN_KEYS, 0, NO_KEY, null)).get();

    await().atMost(LONGEST).until(() -> !isOnDisk(KNOWN_KEYS, 0));
    assertThat(isOnDisk(KNOWN_KEYS, 1)).as("without a trace").isTrue();
  }

  private static void send(String topic, int partition, byte[] value, Duration age)
      throws Exception {
    long time = Instant.now().minus(age).toEpochMilli();
    producer.send(new ProducerRecord<>(topic, partition, time, KEY, value)).get();
  }

  private static boolean isOnDisk(String topic, int partition) throws IOException {
    for (Path directory : broker.directories()) {
      try (var files = Files.list(directory.resolve(topic + "-" + partition))) {
        for (Path file : files.toList()) {
          if (contains(file)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean contains(Path file) throws IOException {
    try {
      return Files.readString(file, ISO_8859_1).contains(MARK);
    } catch (NoSuchFileException e) {
      // It was deleted meanwhile.
      return false;
    }
  }
}
