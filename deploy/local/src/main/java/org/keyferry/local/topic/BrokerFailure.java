package org.keyferry.local.topic;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** What a command is told whose brokers don't do what it asks. */
public final class BrokerFailure {
  private BrokerFailure() {}

  /** The failure of a command for which brokers were expected to do that. */
  public static CommandFailure of(KafkaSettings kafka, String expected, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException setting) {
        return of(
            kafka,
            "HOST:PORT and client properties that can be",
            String.valueOf(setting.getMessage()),
            failure);
      } else if (cause instanceof TimeoutException) {
        return of(
            kafka,
            expected + " (does it run there? ./keyferry up starts one, --kafka names another)",
            "none in time",
            failure);
      }
    }
    return of(kafka, expected, String.valueOf(failure.getMessage()), failure);
  }

  private static CommandFailure of(
      KafkaSettings kafka, String expected, String actual, Throwable cause) {
    return new CommandFailure(
        new Problem("broker", kafka.bootstrapServers(), expected, actual), cause);
  }
}
