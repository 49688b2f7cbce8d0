package org.keyferry.exporter.stamp;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A time-stamp authority on HTTP, which can be wrong in ways of its own. */
final class StampServer implements AutoCloseable {
  /** What becomes of a request. */
  enum Fate {
    /** The authority's answer. */
    IS_ANSWERED,
    /** 503. */
    IS_REFUSED,
    /** The right answer as another type. */
    GETS_ANOTHER_TYPE,
    /** The head of an answer, and nothing more. */
    GETS_HALF,
    /** More bytes than any answer has. */
    GETS_TOO_MUCH,
    /** The answer to the request before. */
    GETS_THE_ONE_BEFORE
  }

  /** What came. */
  record Asked(ByteString body, Map<String, List<String>> headers) {}

  private final HttpServer server;
  private final TimeStampAuthority authority;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Fate fate = Fate.IS_ANSWERED;
  private volatile byte[] before;

  StampServer(TimeStampAuthority authority) {
    this.authority = authority;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/tsr", this::take);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsr");
  }

  void decide(Fate newFate) {
    fate = newFate;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(new Asked(ByteString.copyFrom(body), Map.copyOf(exchange.getRequestHeaders())));
      byte[] answer = authority.answer(body);
      byte[] earlier = before;
      before = answer;
      switch (fate) {
        case IS_ANSWERED -> send(exchange, 200, RemoteAuthority.REPLY, answer);
        case IS_REFUSED -> send(exchange, 503, "text/plain", new byte[0]);
        case GETS_ANOTHER_TYPE -> send(exchange, 200, "text/html", answer);
        case GETS_TOO_MUCH ->
            send(
                exchange,
                200,
                RemoteAuthority.REPLY,
                new byte[TimeStampAuthority.LONGEST_ANSWER + 1]);
        case GETS_THE_ONE_BEFORE -> send(exchange, 200, RemoteAuthority.REPLY, earlier);
        case GETS_HALF -> half(exchange, answer);
      }
    }
  }

  private void half(HttpExchange exchange, byte[] answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", RemoteAuthority.REPLY);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer, 0, answer.length / 2);
    exchange.getResponseBody().flush();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
