package org.keyferry.connector.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.keyferry.connector.trust.ConnectionTrust;
import org.keyferry.connector.trust.UnusableCertificate;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.wire.settings.InvalidSetting;

/** What is wrong with the properties of a connector, told at the property that is to be mended. */
final class SourceValidation {
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final List<String> CONVERTERS = List.of("key.converter", "value.converter");
  private static final String EXACTLY_ONCE = "exactly.once.support";

  private final Map<String, String> properties;
  private final Config found;

  private SourceValidation(Map<String, String> properties, Config found) {
    this.properties = properties;
    this.found = found;
  }

  /** Adds what single properties can't say to what was found of them. */
  static Config complete(Map<String, String> properties, Config found) {
    new SourceValidation(properties, found).checkAll();
    return found;
  }

  private void checkAll() {
    boolean right =
        found.configValues().stream().allMatch(value -> value.errorMessages().isEmpty());
    checkWorker();
    if (!right) {
      return;
    }
    var settings = new SourceSettings(properties);
    check(SourceProperties.HOME, settings::home);
    if (settings.isManyPeers()) {
      checkManyPeers(settings);
    } else {
      checkOnePeer(settings);
    }
    check(SourceProperties.POLL_LONGEST, settings::times);
    check(
        SourceProperties.CLIENT_CERTIFICATE,
        () -> ConnectionTrust.of(Optional.empty(), settings.clientCertificate()));
    check(
        SourceProperties.SERVER_CERTIFICATES,
        () -> ConnectionTrust.of(settings.serverCertificates(), Optional.empty()));
    check(SourceProperties.ARCHIVE_ENDPOINT, () -> S3Connection.open(settings.archive()).close());
  }

  private void checkOnePeer(SourceSettings settings) {
    check(SourceProperties.REGION_ID, settings::region);
    check(SourceProperties.URL, settings::url);
    check(SourceProperties.PEER_ID, settings::peerId);
    check(SourceProperties.ORIGINS, settings::origins);
    check(SourceProperties.VERIFICATION_KEYS, () -> settings.verification().keys());
    check(SourceProperties.VERIFICATION_KEYS, () -> settings.verification().jwks());
  }

  private void checkManyPeers(SourceSettings settings) {
    check(SourceProperties.DOCUMENT_KEYS, settings::peersTrust);
    check(SourceProperties.DOCUMENT_BROKERS, settings::peersClient);
    check(SourceProperties.TOKEN, settings::tokens);
    for (String name : List.of(SourceProperties.REGION_ID, SourceProperties.URL)) {
      if (!properties.getOrDefault(name, "").isBlank()) {
        add(name, "expected nothing beside " + SourceProperties.DOCUMENT_KEYS);
      }
    }
  }

  private void checkWorker() {
    for (String converter : CONVERTERS) {
      if (!BYTES.equals(properties.get(converter))) {
        add(converter, "expected " + BYTES + ": records are bytes, got " + got(converter));
      }
    }
    if (!"required".equalsIgnoreCase(properties.get(EXACTLY_ONCE))) {
      add(
          EXACTLY_ONCE,
          "expected required: keys and positions are committed together, got " + got(EXACTLY_ONCE));
    }
  }

  private String got(String name) {
    return properties.getOrDefault(name, "nothing");
  }

  private void check(String property, Runnable reading) {
    try {
      reading.run();
    } catch (ConfigException | UnusableCertificate | InvalidSetting e) {
      add(property, e.getMessage());
    } catch (IllegalArgumentException e) {
      add(property, "expected another value: " + e.getMessage());
    }
  }

  private void add(String property, String message) {
    for (ConfigValue value : found.configValues()) {
      if (value.name().equals(property)) {
        value.addErrorMessage(message);
        return;
      }
    }
    found
        .configValues()
        .add(
            new ConfigValue(
                property, properties.get(property), List.of(), new ArrayList<>(List.of(message))));
  }
}
