package org.keyferry.bench.gateway;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.submission.log.SubmissionProducer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The limit's endpoint: the gateway's HTTP stack and producer with the gateway's own configuration,
 * and behind it nothing but parsing the JSON and producing its keys. No certificate, no rule, no
 * metric.
 *
 * <p>in: the gateway's uploads; out: {@code keys.submitted}
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      KafkaAutoConfiguration.class,
      KafkaMetricsAutoConfiguration.class,
      MultipartAutoConfiguration.class,
      WebMvcObservationAutoConfiguration.class
    })
public class ParseAndProduceApplication {
  private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(10);

  /** Runs until the process is told to stop. */
  public static void main(String... args) {
    new SpringApplicationBuilder(ParseAndProduceApplication.class)
        .properties("spring.config.name=submission-gateway")
        .run(args);
  }

  @Bean(destroyMethod = "close")
  KafkaProducer<byte[], byte[]> producer(Environment environment) {
    var kafka = BoundSettings.of(environment, "keyferry.kafka", KafkaSettings.class);
    return new KafkaProducer<>(
        SubmissionProducer.properties(kafka, ACKNOWLEDGEMENT),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Bean
  ParseAndProduceController controller(KafkaProducer<byte[], byte[]> producer) {
    return new ParseAndProduceController(producer);
  }
}
