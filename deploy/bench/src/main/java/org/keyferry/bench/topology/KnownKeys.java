package org.keyferry.bench.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.bench.process.Broker;
import org.keyferry.processor.ProcessorPlan;
import org.keyferry.processor.ProcessorStores;
import org.keyferry.processor.StreamsProperties;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.topic.Topics;

/**
 * Keys that the processor knows already: what days of work would leave in the changelog of the
 * store {@code known-keys}.
 */
final class KnownKeys {
  private static final String CHANGELOG = "-known-keys-changelog";
  private static final byte[] IN_NO_FEED = {};

  private final Broker broker;
  private final ProcessorPlan plan;
  private final String topic;

  /**
   * @param properties of the processor that is to know them
   */
  KnownKeys(Broker broker, ProcessorPlan plan, Properties properties) {
    this.broker = broker;
    this.plan = plan;
    this.topic = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG) + CHANGELOG;
  }

  /**
   * Writes them before the processor has started.
   *
   * @param first index of the first
   */
  void write(MadeUpKeys keys, long first, int count)
      throws ExecutionException, InterruptedException {
    createTopic();
    try (var records =
        new HiddenRecords(
            broker.settings(),
            out -> {
              for (long index = first; index < first + count; index++) {
                out.accept(record(keys.key(index), keys.arrival().toEpochMilli()));
              }
            })) {
      records.reveal();
    }
  }

  private void createTopic() throws ExecutionException, InterruptedException {
    Map<String, String> configs =
        ProcessorStores.changelogs(plan).get(StreamsProperties.APPLICATION_ID + CHANGELOG);
    int partitions = Broker.TOPICS.partitions(Topics.KEYS_SUBMITTED);
    var changelog = new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1));
    broker.admin().createTopics(List.of(changelog.configs(configs))).all().get();
  }

  private ProducerRecord<byte[], byte[]> record(DiagnosisKey key, long time) {
    var known = KnownKey.first(key.start().number(), key.period().intervals(), key.reportType(), 0);
    return new ProducerRecord<>(
        topic, null, time, key.key().toByteArray(), known.valueIn(IN_NO_FEED));
  }
}
