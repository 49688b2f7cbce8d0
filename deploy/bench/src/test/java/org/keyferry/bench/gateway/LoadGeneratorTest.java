package org.keyferry.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final byte[] REQUEST =
      "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII);

  private final AtomicLong served = new AtomicLong();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Every second answer is a 200 in chunks, the others a 503 of known length. */
  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean accept = served.incrementAndGet() % 2 == 0;
    exchange.sendResponseHeaders(accept ? 200 : 503, accept ? 0 : 4);
    exchange.getResponseBody().write("{  }".getBytes(US_ASCII));
    exchange.close();
  }

  @Test
  void everyAnswerIsCountedByStatusAndThoseInTimeHaveALatency() throws Exception {
    try (var load = new LoadGenerator(server.getAddress(), 4, List.of(REQUEST))) {
      LoadResult result = load.run(Duration.ofSeconds(2));

      assertThat(result.statuses().get(200)).isEqualTo(served.get() / 2);
      assertThat(result.statuses().get(503)).isEqualTo(served.get() - served.get() / 2);
      assertThat(result.allAccepted()).isFalse();
      assertThat((long) result.latencies().count()).isBetween(1L, served.get());
      assertThat(result.latencies().millis(0.5)).isPositive();
    }
  }

  @Test
  void answerIsCompleteWithItsLastByteAndNotBefore() {
    byte[] answer = "HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\nabc".getBytes(US_ASCII);
    var reader = new AnswerReader();
    var received = ByteBuffer.allocate(100);

    for (int i = 0; i < answer.length - 1; i++) {
      received.put(answer[i]);
      assertThat(reader.isComplete(received)).isFalse();
    }
    received.put(answer[answer.length - 1]);

    assertThat(reader.isComplete(received)).isTrue();
    assertThat(AnswerReader.status(received)).isEqualTo(200);
  }

  @Test
  void percentileIsTheLatencyThatSoManyDidNotExceed() {
    var latencies = new Latencies();
    for (int millis = 100; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000L);
    }

    assertThat(latencies.millis(0.99)).isEqualTo(99);
    assertThat(latencies.millis(0.5)).isEqualTo(50);
  }
}
