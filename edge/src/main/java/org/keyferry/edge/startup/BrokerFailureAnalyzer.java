package org.keyferry.edge.startup;

import org.keyferry.edge.kafka.UnsuitableBrokers;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells brokers that are away or too old in a paragraph instead of a stack trace. */
public final class BrokerFailureAnalyzer implements FailureAnalyzer {
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.find(failure, UnsuitableBrokers.class)
        .map(cause ->
            new FailureAnalysis(
                cause.getMessage(),
                "Start the brokers, or set keyferry.kafka.bootstrap-servers to where they are.",
                cause))
        .orElse(null);
  }
}
