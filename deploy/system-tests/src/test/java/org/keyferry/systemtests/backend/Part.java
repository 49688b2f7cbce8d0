package org.keyferry.systemtests.backend;

/**
 * A part of the backend under test, each a process of its own; in the order in which they start.
 */
public enum Part {
  BROKER("broker", "512m", false),
  STORE("s3", "256m", false),
  GATEWAY("submission-gateway", "512m", true),
  PROCESSOR("streams-processor", "512m", true),
  EXPORTER("batch-exporter", "256m", true),
  ORIGIN("distribution-origin", "192m", true);

  private final String module;
  private final String heap;
  private final boolean app;

  Part(String module, String heap, boolean app) {
    this.module = module;
    this.heap = heap;
    this.app = app;
  }

  /** The module whose executable jar it is, and the name of its log. */
  public String module() {
    return module;
  }

  String heap() {
    return heap;
  }

  /** Whether it is one of our apps, with a jar and a readiness of its own. */
  public boolean isApp() {
    return app;
  }
}
