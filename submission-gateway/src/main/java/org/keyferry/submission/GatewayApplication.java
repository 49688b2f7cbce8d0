package org.keyferry.submission;

import org.keyferry.submission.publish.PublishWiring;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The submission gateway.
 *
 * <p>in: uploads of phones over HTTP; out: {@code keys.submitted}
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      KafkaAutoConfiguration.class,
      KafkaMetricsAutoConfiguration.class,
      MultipartAutoConfiguration.class,
      WebMvcObservationAutoConfiguration.class
    })
// In this order: settings are judged before brokers are asked.
@Import({PublishWiring.class, BrokerWiring.class})
public class GatewayApplication {

  /** Runs until the process is told to stop. */
  public static void main(String... args) {
    start(args);
  }

  /** Starts the gateway; it serves when this returns. Arguments are {@code --setting=value}. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=submission-gateway")
        .run(args);
  }
}
