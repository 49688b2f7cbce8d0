package org.keyferry.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators and app developers may ask the gateway. */
class OperationTest {
  @TempDir static Path directory;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(directory);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static double metric(String series) {
    return gateway
        .get("/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  @Test
  void uploadsAreCountedByCodeAndTimed() {
    double ok = metric("keyferry_uploads_total{code=\"ok\"}");
    double refused = metric("keyferry_uploads_total{code=\"bad_request\"}");
    double partly = metric("keyferry_uploads_total{code=\"partial_failure\"}");
    double keys = metric("keyferry_keys_submitted_total");
    double timed = metric("keyferry_upload_duration_seconds_count");

    gateway.publish(gateway.draft());
    Draft partial = gateway.draft();
    gateway.publish(partial.key(0, partial.key(0).withRisk(9)));
    gateway.send(gateway.post("{"));

    assertThat(metric("keyferry_uploads_total{code=\"ok\"}")).isEqualTo(ok + 1);
    assertThat(metric("keyferry_uploads_total{code=\"bad_request\"}")).isEqualTo(refused + 1);
    assertThat(metric("keyferry_uploads_total{code=\"partial_failure\"}")).isEqualTo(partly + 1);
    assertThat(metric("keyferry_keys_submitted_total")).isEqualTo(keys + 27);
    assertThat(metric("keyferry_upload_duration_seconds_count")).isEqualTo(timed + 3);
  }

  @Test
  void healthShowsNoDetails() {
    assertThat(gateway.get("/actuator/health/liveness").text()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(gateway.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void onlyHealthAndMetricsAreExposed() {
    assertThat(gateway.get("/actuator/env").status()).isEqualTo(404);
    assertThat(gateway.get("/actuator/heapdump").status()).isEqualTo(404);
    assertThat(gateway.get("/actuator/beans").status()).isEqualTo(404);
  }

  @Test
  void endpointIsDescribed() {
    Answer answer = gateway.get("/v3/api-docs");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.json().path("openapi").asString()).isEqualTo("3.1.0");
  }
}
