package org.keyferry.processor;

import java.util.Map;
import java.util.function.IntConsumer;
import org.keyferry.processor.runtime.RuntimeConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The app that runs the rules. Spring starts the topology, stops it, and shows its health; it does
 * not shape it.
 *
 * <p>in: {@code keys.submitted}, {@code keys.federated}; out: {@code batches.sealed}, {@code
 * keys.rejected}
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RuntimeConfiguration.class)
public class ProcessorApplication {

  /** Starts it and leaves it running; the process ends with 1 if it can't go on. */
  public static void main(String[] args) {
    run(System::exit, args);
  }

  /**
   * Starts it, with settings as {@code --name=value}. Closing the context stops it; it also closes
   * itself if it can't go on.
   */
  public static ConfigurableApplicationContext start(String... args) {
    return run(code -> {}, args);
  }

  private static ConfigurableApplicationContext run(IntConsumer exit, String... args) {
    return new SpringApplicationBuilder(ProcessorApplication.class)
        .properties(Map.of("spring.config.name", "streams-processor"))
        .initializers(context -> context.getBeanFactory().registerSingleton("exit", exit))
        .run(args);
  }
}
