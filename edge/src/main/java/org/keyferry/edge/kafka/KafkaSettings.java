package org.keyferry.edge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How to reach the brokers: {@code keyferry.kafka}. */
public record KafkaSettings(
    @Setting("Brokers to start from, as host:port,host:port.") String bootstrapServers,
    @Setting("Further client properties, such as security.protocol; they apply to every client.")
        Map<String, String> properties,
    @Setting("How long a start waits for the brokers to answer before it gives up, 1 s to 10 min.")
        Duration startWait) {

  public KafkaSettings {
    bootstrapServers = bootstrapServers == null ? "localhost:9092" : bootstrapServers;
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    startWait = startWait == null ? Duration.ofSeconds(30) : startWait;
    InvalidSetting.unless(
        !bootstrapServers.isBlank(), "keyferry.kafka.bootstrap-servers", "host:port", "nothing");
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofMinutes(10), "keyferry.kafka.start-wait", startWait);
  }

  /** Those brokers, and nothing else that is special. */
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(bootstrapServers, null, null);
  }

  /** The properties that every client starts from, as a map that may be added to. */
  public Map<String, Object> clientProperties() {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }
}
