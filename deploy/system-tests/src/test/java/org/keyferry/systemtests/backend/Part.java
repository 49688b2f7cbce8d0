package org.keyferry.systemtests.backend;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the backend under test, each a process of its own; in the order in which they start.
 */
public enum Part {
  BROKER("broker", "512m", false),
  STORE("s3", "256m", false),
  GATEWAY("submission-gateway", "512m", true),
  PROCESSOR("streams-processor", "512m", true),
  EXPORTER("batch-exporter", "256m", true),
  ORIGIN("distribution-origin", "192m", true),

  /** A second instance of the processor, for tests that ask for one. */
  SECOND_PROCESSOR("streams-processor", "512m", true),

  /** A second instance of the exporter, for tests that ask for one. */
  SECOND_EXPORTER("batch-exporter", "256m", true);

  private final String module;
  private final String heap;
  private final boolean app;

  Part(String module, String heap, boolean app) {
    this.module = module;
    this.heap = heap;
    this.app = app;
  }

  /** The module whose executable jar it is. */
  public String module() {
    return module;
  }

  String heap() {
    return heap;
  }

  /** The parts that a whole backend has. */
  static List<Part> whole() {
    return Stream.of(values()).filter(part -> !part.isSecond()).toList();
  }

  /** Whether it runs beside another of the same module. */
  boolean isSecond() {
    return this == SECOND_PROCESSOR || this == SECOND_EXPORTER;
  }

  /** Its name among the instances of its module. */
  String instance() {
    return isSecond() ? "two" : "one";
  }

  /** Whether it is one of our apps, with a jar and a readiness of its own. */
  public boolean isApp() {
    return app;
  }
}
