package org.keyferry.systemtests.backend;

/** A part of the backend under test, each a process of its own; in the order in which they start. */
public enum Part {
  BROKER("broker", "512m"),
  STORE("s3", "256m"),
  GATEWAY("submission-gateway", "256m"),
  PROCESSOR("streams-processor", "512m"),
  EXPORTER("batch-exporter", "256m"),
  ORIGIN("distribution-origin", "192m");

  private final String module;
  private final String heap;

  Part(String module, String heap) {
    this.module = module;
    this.heap = heap;
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
    return ordinal() >= GATEWAY.ordinal();
  }
}
