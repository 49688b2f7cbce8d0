package org.keyferry.local.backend;

import java.util.List;

/**
 * A process to start.
 *
 * @param name what messages and its log are called
 * @param mainClass its main class, on the class path of the launcher
 * @param options of its JVM
 * @param arguments what follows the launcher's process id
 */
record ChildPlan(String name, Class<?> mainClass, List<String> options, List<String> arguments) {
  ChildPlan {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }
}
