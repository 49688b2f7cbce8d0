package org.keyferry.exporter.sign;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the signing keys. */
@Configuration(proxyBeanMethods = false)
public class SignConfiguration {

  @Bean
  SigningTermTopic signingTermTopic(KafkaSettings kafka) {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new SigningTermTopic(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** The signing keys, each of which has made a signature that its public key verifies. */
  @Bean
  CurrentSigners currentSigners(
      ExporterSettings settings, SigningTermTopic changes, InstantSource clock) throws IOException {
    InvalidSetting.unless(
        !settings.signingKeys().isEmpty(),
        "keyferry.exporter.signing-keys",
        "at least one key with id, version and private-key-file, pkcs12, pkcs11 or kms",
        "none");
    var opening = new SignerOpening(clock);
    var configured = new Signers(settings.signingKeys().stream().map(opening::open).toList());
    var signers = new CurrentSigners(configured, changes);
    Instant now = clock.instant();
    InvalidSetting.unless(
        signers.now().covers(now),
        "keyferry.exporter.signing-keys",
        "at least one key that signs now, at " + now,
        "only keys whose from lies ahead, whose thru has passed, or that were revoked");
    return signers;
  }
}
