package org.keyferry.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of a Connect worker's answer. */
class ConnectStatusTest {
  /** As Kafka 4.3 writes it. */
  private static final String ANSWER =
      """
      {"to-efgs":{"status":{"name":"to-efgs","connector":{"state":"RUNNING","worker_id":"a:1",
      "version":"0.1.0"},"tasks":[{"id":0,"state":"FAILED","worker_id":"a:1","trace":"x"}],
      "type":"sink"}},"peers":{"status":{"name":"peers","connector":{"state":"RUNNING",
      "worker_id":"a:1"},"tasks":[],"type":"source"}}}
      """;

  private HttpServer worker;

  @BeforeEach
  void start() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/connectors",
        exchange -> {
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    worker.start();
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  @Test
  void connectorsAndTheirTasksAreTold() throws InterruptedException {
    var told = new AppStatus().connectors("http://127.0.0.1:" + worker.getAddress().getPort());

    assertThat(told)
        .contains(
            List.of(
                new ConnectStatus("peers", "RUNNING", List.of()),
                new ConnectStatus("to-efgs", "RUNNING", List.of("FAILED"))));
  }

  @Test
  void backendWithAFailedTaskIsNotWhole() {
    var parts = Map.of("connect", BackendStatus.UP);
    var failed = new ConnectStatus("to-efgs", "RUNNING", List.of("FAILED"));
    var running = new ConnectStatus("peers", "RUNNING", List.of("RUNNING"));

    assertThat(status(parts, running).isWhole()).isTrue();
    assertThat(status(parts, running, failed).isWhole()).isFalse();
  }

  @Test
  void whatWaitsForADecisionIsToldToPeople() {
    var peers = new ConnectStatus("peers", "STOPPED", List.of());
    var printed = new StringWriter();

    StatusText.print(status(Map.of("connect", BackendStatus.UP), peers), new PrintWriter(printed));

    assertThat(printed.toString())
        .contains("batches of BE that were set aside and wait for a decision: 2 (./keyferry peers")
        .containsPattern("peers +STOPPED +none");
  }

  private static BackendStatus status(Map<String, String> parts, ConnectStatus... connectors) {
    return new BackendStatus(parts, List.of(), null, null, List.of(connectors), Map.of("BE", 2L));
  }
}
