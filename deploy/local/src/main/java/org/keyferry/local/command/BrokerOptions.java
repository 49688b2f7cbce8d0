package org.keyferry.local.command;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;
import picocli.CommandLine.Option;

/** Which brokers a command is for, if they are not those of a backend on this machine. */
final class BrokerOptions {
  private static final String PATIENCE_MS = "10000";

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The brokers, in place of those of --data.")
  private String kafka;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "Further client properties, such as security.protocol=SSL.")
  private Map<String, String> properties = Map.of();

  /** How to reach the brokers, if some were named. */
  Optional<KafkaSettings> named() {
    return Optional.ofNullable(kafka).map(this::at);
  }

  /**
   * Refuses brokers of one backend beside an app of another.
   *
   * @param option names the app
   * @param app null if it was not named
   * @throws InvalidSetting if only one of both was
   */
  void requireSameBackend(String option, URI app) {
    if ((kafka == null) != (app == null)) {
      throw new InvalidSetting(
          new Problem(
              kafka == null ? "--kafka" : option,
              "the command line",
              "both --kafka and "
                  + option
                  + " for a backend elsewhere, or neither for that of"
                  + " --data",
              "only " + (kafka == null ? option : "--kafka")));
    }
  }

  /** How to reach the brokers: those that were named, or else those of the backend. */
  KafkaSettings of(RunningBackend backend) throws IOException {
    return at(kafka == null ? backend.run().kafka() : kafka);
  }

  /**
   * How to reach those brokers, with little patience unless more is asked for: somebody waits at
   * the terminal.
   */
  KafkaSettings at(String brokers) {
    var all = new HashMap<String, String>();
    all.put("default.api.timeout.ms", PATIENCE_MS);
    all.put("request.timeout.ms", PATIENCE_MS);
    all.putAll(properties);
    return new KafkaSettings(brokers, all, null);
  }
}
