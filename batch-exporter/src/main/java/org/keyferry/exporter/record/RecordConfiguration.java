package org.keyferry.exporter.record;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
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
    Map<String, Object> writing = kafka.clientProperties();
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    var log =
        new PublishedLog(
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer()),
            batches);
    log.catchUp();
    return log;
  }
}
