package org.keyferry.exporter;

import java.time.Clock;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.keyferry.edge.kafka.BrokerCheck;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.PatientProbe;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Wires what lies outside: settings, clock, brokers and store, checked before anything starts. */
@Configuration(proxyBeanMethods = false)
class OutsideConfiguration {
  private static final int STORE_ATTEMPTS = 15;

  /** One for each task that may take long, so that none waits for another. */
  private static final int TIMERS = 6;

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  ExporterSettings exporterSettings(Environment environment) {
    var settings = BoundSettings.of(environment, "keyferry.exporter", ExporterSettings.class);
    settings
        .stayInFiles()
        .requireWithin(
            BoundSettings.of(environment, "keyferry.retention", RetentionSettings.class));
    return settings;
  }

  @Bean
  S3Settings s3Settings(Environment environment) {
    return BoundSettings.of(environment, "keyferry.s3", S3Settings.class);
  }

  /** How to reach the brokers, which have been reached and have all topics. */
  @Bean
  KafkaSettings kafkaSettings(Environment environment) {
    var kafka = BoundSettings.of(environment, "keyferry.kafka", KafkaSettings.class);
    var topics = BoundSettings.of(environment, "keyferry.topics", TopicSettings.class);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      new BrokerCheck(admin, kafka).assertReachable();
      new TopicCreation(admin, topics).ensureAll();
    }
    return kafka;
  }

  @Bean
  S3Connection s3Connection(S3Settings settings) {
    return S3Connection.open(settings);
  }

  /** The store, which has proved that it keeps conditions. */
  @Bean
  ObjectStore objectStore(S3Connection connection, S3Settings settings) {
    return new PatientProbe(connection, settings, STORE_ATTEMPTS).prove("batch-exporter");
  }

  @Bean
  TaskScheduler taskScheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TIMERS);
    scheduler.setThreadNamePrefix("exporter-timer-");
    return scheduler;
  }
}
