package org.keyferry.connector.sink;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.keyferry.connector.trust.UnusableCertificate;
import org.keyferry.wire.topic.Topics;

/**
 * Uploads the sealed batches of a hub's feed to the hub. A plugin for Kafka Connect; {@code
 * docs/connectors.md} has its properties.
 *
 * <p>in: {@code batches.sealed}; out: uploads
 */
public final class FederationSinkConnector extends SinkConnector {
  static final String VERSION = "0.1.0";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private Map<String, String> properties;

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public ConfigDef config() {
    return SinkProperties.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config found = super.validate(connectorConfigs);
    require(found, connectorConfigs, "topics", Topics.BATCHES_SEALED.name());
    require(found, connectorConfigs, "key.converter", BYTES);
    require(found, connectorConfigs, "value.converter", BYTES);
    require(found, connectorConfigs, "consumer.override.isolation.level", "read_committed");
    require(found, connectorConfigs, "consumer.override.auto.offset.reset", "earliest");
    if (found.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      checkSettings(found, new SinkSettings(connectorConfigs));
    }
    return found;
  }

  private static void checkSettings(Config found, SinkSettings settings) {
    check(found, SinkProperties.URL, settings::url);
    check(found, SinkProperties.FEED, settings::feed);
    check(found, SinkProperties.HOME, settings::home);
    check(found, SinkProperties.CLIENT_CERTIFICATE, settings::connection);
    if (found.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      check(
          found,
          SinkProperties.SIGNING_CERTIFICATE,
          () -> {
            try (var clients = settings.clients()) {
              settings.uploads(clients, Clock.systemUTC());
            }
          });
    }
  }

  private static void check(Config found, String property, Runnable reading) {
    try {
      reading.run();
    } catch (ConfigException | UnusableCertificate e) {
      add(found, property, null, e.getMessage());
    }
  }

  private static void require(
      Config found, Map<String, String> properties, String name, String expected) {
    String actual = properties.get(name);
    if (!expected.equals(actual)) {
      add(found, name, actual, "expected " + expected + ", got " + actual);
    }
  }

  private static void add(Config found, String property, String value, String message) {
    for (ConfigValue each : found.configValues()) {
      if (each.name().equals(property)) {
        each.addErrorMessage(message);
        return;
      }
    }
    found
        .configValues()
        .add(new ConfigValue(property, value, List.of(), new ArrayList<>(List.of(message))));
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FederationSinkTask.class;
  }

  @Override
  public void start(Map<String, String> props) {
    properties = Map.copyOf(props);
  }

  /** A feed is in one partition, and its batches are uploaded in order: one task has work. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {
    properties = null;
  }
}
