package org.keyferry.local.command;

import java.io.IOException;
import java.net.URI;
import org.keyferry.edge.kafka.KafkaSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which backend's signing keys it is about, if it is not one that runs on this machine. */
final class KeysTarget {
  @Option(
      names = "--exporter",
      paramLabel = "URL",
      description = "A batch exporter, in place of the one of --data.")
  private URI exporter;

  @Mixin private BrokerOptions brokers;

  /** Base URL of the exporter. */
  String exporter(RunningBackend backend) throws IOException {
    brokers.requireSameBackend("--exporter", exporter);
    return exporter == null ? backend.run().exporter() : exporter.toString();
  }

  /** How to reach the brokers. */
  KafkaSettings kafka(RunningBackend backend) throws IOException {
    brokers.requireSameBackend("--exporter", exporter);
    return brokers.of(backend);
  }
}
