package org.keyferry.systemtests.backend;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the backend under test, each a process of its own; in the order in which they start.
 */
public enum Part {
  BROKER("broker", "512m", false),

  /** Further nodes of the cluster, for tests that ask for one. */
  SECOND_BROKER("broker", "512m", false),
  THIRD_BROKER("broker", "512m", false),
  STORE("s3", "256m", false),
  GATEWAY("submission-gateway", "512m", true),
  PROCESSOR("streams-processor", "512m", true),
  EXPORTER("batch-exporter", "256m", true),
  ORIGIN("distribution-origin", "192m", true),

  /** A second instance of the processor, for tests that ask for one. */
  SECOND_PROCESSOR("streams-processor", "512m", true),

  /** A second instance of the exporter, for tests that ask for one. */
  SECOND_EXPORTER("batch-exporter", "256m", true);

  private static final List<String> INSTANCES = List.of("one", "two", "three");

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
    return Stream.of(values()).filter(part -> !part.isFurther()).toList();
  }

  /** Whether it runs beside another of the same module. */
  boolean isFurther() {
    return number() > 1;
  }

  /** Its number among the instances of its module, from 1. */
  int number() {
    return switch (this) {
      case THIRD_BROKER -> 3;
      case SECOND_BROKER, SECOND_PROCESSOR, SECOND_EXPORTER -> 2;
      default -> 1;
    };
  }

  /** Its name among the instances of its module. */
  public String instance() {
    return INSTANCES.get(number() - 1);
  }

  /** Whether it is a node of the Kafka cluster. */
  public boolean isBroker() {
    return module.equals(BROKER.module);
  }

  /** Whether it is one of our apps, with a jar and a readiness of its own. */
  public boolean isApp() {
    return app;
  }
}
