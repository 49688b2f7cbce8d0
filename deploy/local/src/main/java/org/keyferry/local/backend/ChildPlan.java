package org.keyferry.local.backend;

import java.util.List;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param name what messages and its log are called
 * @param mainClass its main class
 * @param options of its JVM
 * @param arguments what follows the launcher's process id
 * @param classPath another than the launcher's
 */
record ChildPlan(
    String name,
    Class<?> mainClass,
    List<String> options,
    List<String> arguments,
    Optional<String> classPath) {
  ChildPlan {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** A process on the class path of the launcher. */
  ChildPlan(String name, Class<?> mainClass, List<String> options, List<String> arguments) {
    this(name, mainClass, options, arguments, Optional.empty());
  }
}
