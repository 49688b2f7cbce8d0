package org.keyferry.local.command;

import org.keyferry.local.backend.Ports;
import picocli.CommandLine.Option;

/** Where the parts listen; all on loopback. */
final class PortOptions {
  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      description = "Submission gateway (default: ${DEFAULT-VALUE}; 0: any free port).")
  private int gateway = Ports.DEFAULT.gateway();

  @Option(
      names = "--origin-port",
      paramLabel = "PORT",
      description = "Distribution origin (default: ${DEFAULT-VALUE}).")
  private int origin = Ports.DEFAULT.origin();

  @Option(
      names = "--processor-port",
      paramLabel = "PORT",
      description = "Streams processor's health and metrics (default: ${DEFAULT-VALUE}).")
  private int processor = Ports.DEFAULT.processor();

  @Option(
      names = "--exporter-port",
      paramLabel = "PORT",
      description = "Batch exporter's health and metrics (default: ${DEFAULT-VALUE}).")
  private int exporter = Ports.DEFAULT.exporter();

  @Option(
      names = "--federation-port",
      paramLabel = "PORT",
      description = "Federation gateway (default: ${DEFAULT-VALUE}).")
  private int federation = Ports.DEFAULT.federation();

  @Option(
      names = "--federation-health-port",
      paramLabel = "PORT",
      description = "Federation gateway's health and metrics (default: ${DEFAULT-VALUE}).")
  private int federationHealth = Ports.DEFAULT.federationHealth();

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Kafka broker (default: ${DEFAULT-VALUE}).")
  private int kafka = Ports.DEFAULT.kafka();

  @Option(
      names = "--controller-port",
      paramLabel = "PORT",
      description = "Kafka controller (default: ${DEFAULT-VALUE}).")
  private int controller = Ports.DEFAULT.controller();

  @Option(
      names = "--s3-port",
      paramLabel = "PORT",
      description = "Object store (default: ${DEFAULT-VALUE}).")
  private int s3 = Ports.DEFAULT.s3();

  Ports ports() {
    return new Ports(
        gateway, origin, processor, exporter, federation, federationHealth, kafka, controller, s3);
  }
}
