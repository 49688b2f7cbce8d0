package org.keyferry.local.command;

import java.io.IOException;
import java.net.URI;
import org.keyferry.local.plan.PlanDesk;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which backend's plan it is about, if it is not one that runs on this machine. */
final class PlanTarget {
  @Option(
      names = "--processor",
      paramLabel = "URL",
      description = "A streams processor, in place of the one of --data.")
  private URI processor;

  @Mixin private BrokerOptions brokers;

  PlanDesk desk(RunningBackend backend) throws IOException {
    brokers.requireSameBackend("--processor", processor);
    String url = processor == null ? backend.run().processor() : processor.toString();
    return new PlanDesk(url, brokers.of(backend));
  }
}
