package org.keyferry.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LagMetricsTest {
  private static final Duration SECONDS = Duration.ofSeconds(5);

  @Test
  void closingWaitsForNoBrokersThatAreGone() {
    var lag = new ConsumerLag(KafkaSettings.of("localhost:1"), InstantSource.system());
    var metrics = new LagMetrics(new SimpleMeterRegistry(), lag, "group", Duration.ofMinutes(1));
    await("a measurement that waits for the brokers").until(LagMetricsTest::isMeasuring);

    var closing =
        CompletableFuture.runAsync(metrics::close, close -> Thread.ofPlatform().start(close));

    assertThat(closing).succeedsWithin(SECONDS);
  }

  private static boolean isMeasuring() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(frame ->
            frame.getClassName().equals(ConsumerLag.class.getName())
                && frame.getMethodName().equals("of"));
  }
}
