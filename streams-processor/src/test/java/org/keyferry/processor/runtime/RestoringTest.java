package org.keyferry.processor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.keyferry.processor.runtime.ProcessorApps.KEY_PARTITIONS;
import static org.keyferry.processor.runtime.ProcessorApps.awaitActive;
import static org.keyferry.processor.runtime.ProcessorApps.awaitReady;
import static org.keyferry.processor.runtime.ProcessorApps.count;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.testsupport.EmbeddedBroker;
import org.springframework.context.ConfigurableApplicationContext;

/** What happens before partitions with many known keys are processed. */
class RestoringTest {
  private static final String RESTORED = "keyferry.stores.restored";
  private static final String STORE = "known-keys";
  private static final int UP_TO_DATE = 100;

  /** So few at once that restoring takes long enough to be seen. */
  private static final String SLOWLY =
      "--keyferry.kafka.properties[restore.consumer.max.poll.records]=100";

  /** More than Kafka Streams lets a copy lack and still calls it up to date. */
  private static final int KNOWN_BEFORE_TAKE_OVER = 60_000;

  @TempDir Path directory;

  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    broker.close();
  }

  @Test
  void processorIsNotReadyWhileStoresAreRestoredAndTellsWhatIsLeft() throws Exception {
    int known = 300_000;
    var apps = new ProcessorApps(broker, directory);
    apps.know(known);

    try (var app = apps.start("processor", SLOWLY)) {
      await("restoring")
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(30))
          .until(() -> restoring(app) > 0);
      int readiness = status(app, "/actuator/health/readiness");
      String buckets = body(app, "/actuator/buckets");
      assertThat(restoring(app)).as("still restoring").isPositive();
      assertThat(readiness).isEqualTo(503);
      assertThat(buckets).containsPattern("\"restoring\":[1-9]");

      awaitReady(app);

      assertThat(status(app, "/actuator/health/readiness")).isEqualTo(200);
      assertThat(restoring(app)).isZero();
      assertThat(body(app, "/actuator/prometheus"))
          .contains("keyferry_stores_restoring 0.0", "keyferry_stores_restored_total");
      assertThat(count(app, RESTORED)).isGreaterThanOrEqualTo(known);
    }
  }

  @Test
  void standbyTakesOverWithWhatItHasAndRestoresNothingFromTheBeginning() throws Exception {
    var apps = new ProcessorApps(broker, directory);
    apps.know(KNOWN_BEFORE_TAKE_OVER);
    String copies = "--keyferry.processor.standbys=1";
    var first = apps.start("first", copies);
    try (first;
        var second = apps.start("second", copies)) {
      awaitReady(first);
      awaitReady(second);
      await("copies of all stores")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(lags(second)).hasSize(KEY_PARTITIONS).allMatch(lag -> lag < UP_TO_DATE));
      double before = count(second, RESTORED);

      ProcessorApps.stop(first);
      awaitActive(second, KEY_PARTITIONS);

      assertThat(count(second, RESTORED) - before)
          .as("records restored at the take-over")
          .isLessThan(KNOWN_BEFORE_TAKE_OVER / 100.0);
    }
  }

  /** What each copy of the store lacks, its own and those that it stands by. */
  private static List<Long> lags(ConfigurableApplicationContext app) {
    return app.getBean(KafkaStreams.class).allLocalStorePartitionLags().entrySet().stream()
        .filter(store -> store.getKey().equals(STORE))
        .flatMap(store -> store.getValue().values().stream())
        .map(LagInfo::offsetLag)
        .toList();
  }

  private static double restoring(ConfigurableApplicationContext app) {
    return app.getBean(MeterRegistry.class).get("keyferry.stores.restoring").gauge().value();
  }

  private int status(ConfigurableApplicationContext app, String path)
      throws IOException, InterruptedException {
    return http.send(request(app, path), BodyHandlers.discarding()).statusCode();
  }

  private String body(ConfigurableApplicationContext app, String path)
      throws IOException, InterruptedException {
    return http.send(request(app, path), BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(ConfigurableApplicationContext app, String path) {
    String port = app.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }
}
