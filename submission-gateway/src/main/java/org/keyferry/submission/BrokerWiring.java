package org.keyferry.submission;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.BrokerCheck;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.submission.log.SubmissionLog;
import org.keyferry.submission.log.SubmissionProducer;
import org.keyferry.submission.log.TopicHealth;
import org.keyferry.submission.publish.GatewaySettings;
import org.keyferry.wire.retention.KeyStays;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** The Kafka side: topics, producer, health. */
@Configuration(proxyBeanMethods = false)
class BrokerWiring {
  @Bean
  KafkaSettings kafkaSettings(Environment environment) {
    return BoundSettings.of(environment, "keyferry.kafka", KafkaSettings.class);
  }

  /** Made only after the brokers have answered and the topics are there. */
  @Bean
  Admin admin(KafkaSettings kafka, Environment environment) {
    KeyStays.inInputs()
        .requireWithin(
            BoundSettings.of(environment, "keyferry.retention", RetentionSettings.class));
    var topics = BoundSettings.of(environment, "keyferry.topics", TopicSettings.class);
    var admin = Admin.create(kafka.clientProperties());
    try {
      new BrokerCheck(admin, kafka).assertReachable();
      new TopicCreation(admin, topics).ensureAll();
      return admin;
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  @Bean
  DefaultKafkaProducerFactory<byte[], byte[]> producers(
      KafkaSettings kafka, GatewaySettings gateway) {
    return new DefaultKafkaProducerFactory<>(
        SubmissionProducer.properties(kafka, gateway.acknowledgementTimeout()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Bean
  SubmissionLog submissionLog(
      DefaultKafkaProducerFactory<byte[], byte[]> producers,
      GatewaySettings gateway,
      MeterRegistry registry) {
    return new SubmissionLog(
        new KafkaTemplate<>(producers), gateway.acknowledgementTimeout(), registry);
  }

  @Bean
  TopicHealth keysSubmitted(Admin admin) {
    return new TopicHealth(admin);
  }
}
