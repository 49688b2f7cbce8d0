package org.keyferry.exporter.record;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.exporter.settings.ExporterSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what is known of published batches. */
@Configuration(proxyBeanMethods = false)
public class RecordConfiguration {
  @Bean
  Retention retention(ExporterSettings settings, InstantSource clock) {
    return new Retention(settings.retention(), clock);
  }

  @Bean
  PublishedBatches publishedBatches() {
    return new PublishedBatches();
  }

  @Bean
  PublishedLog publishedLog(KafkaSettings kafka, PublishedBatches batches) throws IOException {
    Map<String, Object> reading = kafka.clientProperties();
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    Map<String, Object> asking = new HashMap<>(reading);
    asking.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    Map<String, Object> writing = kafka.clientProperties();
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    var log =
        new PublishedLog(
            new LogClients(
                consumer(reading), consumer(asking), producer(writing), transactional(writing)),
            batches);
    log.catchUp();
    return log;
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Function<String, Producer<byte[], byte[]>> transactional(
      Map<String, Object> properties) {
    return id -> {
      Map<String, Object> own = new HashMap<>(properties);
      own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
      return producer(own);
    };
  }
}
