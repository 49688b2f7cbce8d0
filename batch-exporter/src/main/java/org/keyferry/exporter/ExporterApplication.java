package org.keyferry.exporter;

import java.util.Map;
import java.util.function.IntConsumer;
import org.keyferry.exporter.command.CommandConfiguration;
import org.keyferry.exporter.expire.ExpireConfiguration;
import org.keyferry.exporter.list.ListConfiguration;
import org.keyferry.exporter.observe.ObserveConfiguration;
import org.keyferry.exporter.publish.PublishConfiguration;
import org.keyferry.exporter.receive.ReceiveConfiguration;
import org.keyferry.exporter.record.RecordConfiguration;
import org.keyferry.exporter.sign.SignConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The app that signs sealed batches and publishes them. It alone holds the signing keys and writes
 * below {@code public/}.
 *
 * <p>in: {@code batches.sealed}; out: export files and {@code index.txt} in the object store,
 * {@code batches.published}
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  OutsideConfiguration.class,
  RecordConfiguration.class,
  SignConfiguration.class,
  ReceiveConfiguration.class,
  PublishConfiguration.class,
  CommandConfiguration.class,
  ListConfiguration.class,
  ExpireConfiguration.class,
  ObserveConfiguration.class
})
public class ExporterApplication {

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
    return new SpringApplicationBuilder(ExporterApplication.class)
        .properties(Map.of("spring.config.name", "batch-exporter"))
        .initializers(context -> context.getBeanFactory().registerSingleton("exit", exit))
        .run(args);
  }
}
