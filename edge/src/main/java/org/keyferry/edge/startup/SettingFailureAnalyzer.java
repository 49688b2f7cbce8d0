package org.keyferry.edge.startup;

import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells a refused setting in a paragraph instead of a stack trace. */
public final class SettingFailureAnalyzer implements FailureAnalyzer {
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    return Causes.find(failure, InvalidSetting.class)
        .map(cause ->
            new FailureAnalysis(
                cause.getMessage(),
                "Change the setting; docs/configuration.md lists them all.",
                cause))
        .orElse(null);
  }
}
