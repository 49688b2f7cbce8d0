package org.keyferry.exporter.command;

import io.micrometer.core.instrument.MeterRegistry;
import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.Naming;
import org.keyferry.exporter.publish.SettledBatches;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what carries out commands. */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {
  @Bean
  Corrections corrections(SpoolDirectory spool, PublishedLog log) {
    return new Corrections(spool, log.batches());
  }

  @Bean
  CommandTargets commandTargets(PublishedLog log, Retention retention) {
    return new CommandTargets(log.batches(), retention);
  }

  @Bean
  BatchCommands batchCommands(
      CommandTargets targets,
      SettledBatches settled,
      Corrections corrections,
      PublishingSteps steps,
      MeterRegistry metrics) {
    return new BatchCommands(targets, settled, corrections, steps, metrics);
  }

  @Bean
  PublishingSteps publishingSteps(BatchPublisher publisher, Naming naming) {
    return new PublishingSteps(publisher, naming);
  }
}
