package org.keyferry.federation.source;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Reads keys from other backends and hubs. A plugin for Kafka Connect; {@code docs/connectors.md}
 * has its properties.
 *
 * <p>in: answers of peers; out: {@code keys.federated} and {@code peers.progress}, exactly once
 */
public final class FederationSourceConnector extends SourceConnector {
  static final String VERSION = "0.1.0";

  private Map<String, String> properties;

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public ConfigDef config() {
    return SourceProperties.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    return SourceValidation.complete(connectorConfigs, super.validate(connectorConfigs));
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FederationSourceTask.class;
  }

  @Override
  public void start(Map<String, String> props) {
    properties = Map.copyOf(props);
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public void stop() {
    properties = null;
  }
}
