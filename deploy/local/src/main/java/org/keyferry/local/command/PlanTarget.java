package org.keyferry.local.command;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.plan.PlanDesk;
import picocli.CommandLine.Option;

/** Which backend's plan it is about, if it is not one that runs on this machine. */
final class PlanTarget {
  @Option(
      names = "--processor",
      paramLabel = "URL",
      description = "A streams processor, in place of the one of --data.")
  private URI processor;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Its brokers, in place of those of --data.")
  private String kafka;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "Further client properties, such as security.protocol=SSL.")
  private Map<String, String> kafkaProperties = Map.of();

  PlanDesk desk(RunningBackend backend) throws IOException {
    if (processor != null && kafka != null) {
      return new PlanDesk(processor.toString(), settings(kafka));
    }
    RunDescriptor run = backend.run();
    return new PlanDesk(
        processor == null ? run.processor() : processor.toString(),
        settings(kafka == null ? run.kafka() : kafka));
  }

  private KafkaSettings settings(String brokers) {
    return new KafkaSettings(brokers, kafkaProperties, null);
  }
}
