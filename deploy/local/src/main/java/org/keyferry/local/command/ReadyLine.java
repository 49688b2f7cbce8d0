package org.keyferry.local.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyferry.local.backend.RunDescriptor;

/** The one line that tells scripts and people that everything runs, and where. */
final class ReadyLine {
  private ReadyLine() {}

  static String of(RunDescriptor run) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("gateway", run.gateway());
    parts.put("origin", run.origin());
    parts.put("processor", run.processor());
    parts.put("exporter", run.exporter());
    parts.put("federation", run.federation());
    parts.put("connect", run.connect());
    parts.put("kafka", run.kafka());
    parts.put("s3", run.s3());
    return parts.entrySet().stream()
        .filter(part -> part.getValue() != null)
        .map(part -> part.getKey() + "=" + part.getValue())
        .collect(Collectors.joining(" ", "ready ", ""));
  }
}
