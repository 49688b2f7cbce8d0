package org.keyferry.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param processor model of the processor, or its architecture where the model is not told
 * @param cores how many of its cores the JVM may use
 * @param memoryBytes memory of the machine
 * @param system operating system and its version
 * @param jdk vendor and version of the JDK, which all processes ran on
 */
public record Machine(String processor, int cores, long memoryBytes, String system, String jdk) {
  private static final Path PROCESSOR_FACTS = Path.of("/proc/cpuinfo");

  /** This machine. */
  public static Machine current() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        processorModel(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion(),
        System.getProperty("java.vendor") + " " + Runtime.version());
  }

  private static String processorModel() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(PROCESSOR_FACTS)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(PROCESSOR_FACTS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }

  /** In one line, for people. */
  public String inWords() {
    return "%s, %d cores, %.0f GiB, %s, JDK %s"
        .formatted(processor, cores, memoryBytes / (double) (1 << 30), system, jdk);
  }
}
