package org.keyferry.federation.gateway;

import java.time.Clock;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.keyferry.edge.kafka.BrokerCheck;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what lies outside: settings, clock, brokers and store. */
@Configuration(proxyBeanMethods = false)
class OutsideWiring {

  @Bean
  FederationGatewaySettings gatewaySettings(Environment environment) {
    return BoundSettings.of(
        environment, "keyferry.federation-gateway", FederationGatewaySettings.class);
  }

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  S3Connection s3Connection(Environment environment) {
    return S3Connection.open(BoundSettings.of(environment, "keyferry.s3", S3Settings.class));
  }

  @Bean
  ObjectStore objectStore(S3Connection connection) {
    return connection.objects();
  }

  /** How to reach the brokers, which have been reached and have all topics. */
  @Bean
  KafkaSettings kafkaSettings(Environment environment, FederationGatewaySettings judgedBefore) {
    var kafka = BoundSettings.of(environment, "keyferry.kafka", KafkaSettings.class);
    var topics = BoundSettings.of(environment, "keyferry.topics", TopicSettings.class);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      new BrokerCheck(admin, kafka).assertReachable();
      new TopicCreation(admin, topics).ensureAll();
    }
    return kafka;
  }
}
