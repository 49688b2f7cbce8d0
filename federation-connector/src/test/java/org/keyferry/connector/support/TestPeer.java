package org.keyferry.connector.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;

/** Another backend on this machine: answers whom its authority certified, over TLS. */
public final class TestPeer implements AutoCloseable {
  private final HttpsServer server;
  private final X509Certificate certificate;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** Answers one request; what it leaves open is closed behind it. */
  @FunctionalInterface
  public interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }

  private TestPeer(HttpsServer server, X509Certificate certificate) {
    this.server = server;
    this.certificate = certificate;
  }

  public static TestPeer start(Certificates certificates) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = HttpsServer.create(address, 0);
      var own = certificates.server();
      var context = own.context();
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters wanted = context.getDefaultSSLParameters();
              wanted.setNeedClientAuth(true);
              parameters.setSSLParameters(wanted);
            }
          });
      var peer = new TestPeer(server, own.certificate());
      server.setExecutor(peer.threads);
      server.createContext("/", peer::answer);
      server.start();
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      Handler handler = handlers.get(path);
      if (handler == null) {
        handler = handlers.getOrDefault("", other -> other.sendResponseHeaders(404, -1));
      }
      handler.answer(exchange);
    } finally {
      atOnce.decrementAndGet();
    }
  }

  /** Its base URL. */
  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** What it shows to who connects. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Answers a path so from now on; the empty path stands for all others. */
  public void on(String path, Handler handler) {
    handlers.put(path, handler);
  }

  /** Serves bytes with headers. */
  public void serve(String path, byte[] body, Map<String, String> headers) {
    on(
        path,
        exchange -> {
          headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        });
  }

  /** Serves a text. */
  public void serve(String path, String text) {
    serve(path, text.getBytes(StandardCharsets.US_ASCII), Map.of());
  }

  /** Paths that were asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many requests were answered at once at most. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
