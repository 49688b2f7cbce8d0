package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.keyferry.edge.kafka.KafkaSettings;
import picocli.CommandLine.Mixin;

/** Which backend's batches it is about, on this machine or elsewhere. */
final class BatchesTarget {
  @Mixin private RunningBackend backend;

  @Mixin private BrokerOptions brokers;

  /** How to reach the brokers. */
  KafkaSettings kafka() throws IOException {
    return brokers.of(backend);
  }

  /** Prints the value as JSON, or as the text that the function prints. */
  void print(Object value, PrintWriter out, Consumer<PrintWriter> text) {
    backend.print(value, out, text);
  }
}
