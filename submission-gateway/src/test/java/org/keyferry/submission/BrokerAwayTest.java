package org.keyferry.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayTest {
  private static final String READINESS = "/actuator/health/readiness";
  private static final String LIVENESS = "/actuator/health/liveness";

  @TempDir private Path directory;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway =
        RunningGateway.start(
            directory,
            "--keyferry.gateway.acknowledgement-timeout=2s",
            "--keyferry.gateway.retry-after=45s");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void uploadIs503WithRetryAfterAndThePhoneMayTryAgainLater() {
    Draft draft = gateway.draft();
    gateway.broker().stopBrokers();

    Answer answer = gateway.publish(draft);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("internal_error");
    assertThat(answer.headers().firstValue("Retry-After")).contains("45");
    assertThat(answer.inserted()).isZero();
    assertThat(answer.paddingBytes()).isBetween(1024, 2047);

    gateway.broker().startBrokers();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(gateway.publish(draft).inserted()).isEqualTo(14));
  }

  @Test
  void gatewayIsAliveButNotReady() {
    assertThat(gateway.get(READINESS).status()).isEqualTo(200);

    gateway.broker().stopBrokers();

    assertThat(gateway.get(READINESS).status()).isEqualTo(503);
    assertThat(gateway.get(LIVENESS).status()).isEqualTo(200);
    gateway.broker().startBrokers();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(gateway.get(READINESS).status()).isEqualTo(200));
  }

  @Test
  void nothingAcknowledgedIsLostInAnOutage() throws InterruptedException {
    Queue<Draft> acknowledged = new ConcurrentLinkedQueue<>();
    var going = new AtomicBoolean(true);
    Thread phones =
        Thread.startVirtualThread(() -> {
          while (going.get()) {
            Draft draft = gateway.draft();
            if (gateway.publish(draft).status() == 200) {
              acknowledged.add(draft);
            }
          }
        });
    awaitMore(acknowledged);

    gateway.broker().stopBrokers();
    gateway.broker().startBrokers();
    awaitMore(acknowledged);
    going.set(false);
    phones.join();

    try (var topic = new SubmittedRecords(gateway.broker())) {
      assertThat(acknowledged)
          .allSatisfy(draft -> assertThat(topic.of(draft)).hasSize(draft.keys().size()));
    }
  }

  private static void awaitMore(Queue<Draft> acknowledged) {
    int before = acknowledged.size();
    await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 20);
  }
}
