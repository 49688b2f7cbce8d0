package org.keyferry.edge.startup;

import org.keyferry.edge.store.UnusableStore;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells an object store that is away or can't be used in a paragraph instead of a stack trace. */
public final class StoreFailureAnalyzer implements FailureAnalyzer {
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.find(failure, UnusableStore.class)
        .map(cause -> new FailureAnalysis(cause.getMessage(), cause.remedy(), cause))
        .orElse(null);
  }
}
