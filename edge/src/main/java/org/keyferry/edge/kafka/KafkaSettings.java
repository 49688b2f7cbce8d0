package org.keyferry.edge.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How to reach the brokers: {@code keyferry.kafka}. */
public record KafkaSettings(
    @Setting("Brokers to start from, as host:port,host:port.") String bootstrapServers,
    @Setting("Further client properties, such as security.protocol; they apply to every client.")
        Map<String, String> properties) {

  public KafkaSettings {
    bootstrapServers = bootstrapServers == null ? "localhost:9092" : bootstrapServers;
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    InvalidSetting.unless(
        !bootstrapServers.isBlank(), "keyferry.kafka.bootstrap-servers", "host:port", "nothing");
  }

  /** The properties that every client starts from, as a map that may be added to. */
  public Map<String, Object> clientProperties() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }
}
