package org.keyferry.bench.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * One backend on a port of its own: its feed to all, as {@code docs/federation-feed.md} says, to
 * whom shows our certificate.
 *
 * <p>in: HTTPS; out: {@link PeerBatches}
 */
final class RemoteBackend implements HttpHandler, AutoCloseable {
  private static final String KEYS = "/v1/a2a/keys";
  private static final String PASSWORD = "on this machine alone";
  private static final Duration BETWEEN_DRIPS = Duration.ofSeconds(1);
  private static final long NO_BODY = -1;

  private final int peer;
  private final PeersWorkload workload;
  private final PeerIdentity identity;
  private final PeerBatches batches;
  private final HttpsServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Instant begin = Instant.MAX;
  private volatile boolean asked;

  private RemoteBackend(int peer, PeersWorkload workload, PeerIdentity identity, Instant now)
      throws IOException {
    this.peer = peer;
    this.workload = workload;
    this.identity = identity;
    this.batches = new PeerBatches(peer, workload, now);
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /**
   * Starts one.
   *
   * @param client who may ask
   * @param threads that answer
   */
  static RemoteBackend start(
      int peer, PeersWorkload workload, PeerIdentity client, Executor threads) throws IOException {
    Instant now = Instant.now();
    var backend = new RemoteBackend(peer, workload, PeerIdentity.generate(peer, now), now);
    backend.server.setHttpsConfigurator(mutualTls(context(backend.identity, client)));
    backend.server.setExecutor(threads);
    backend.server.createContext("/", backend);
    backend.server.start();
    return backend;
  }

  private static SSLContext context(PeerIdentity own, PeerIdentity client) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own.keyStore(PASSWORD), PASSWORD.toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(client.trusted());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static HttpsConfigurator mutualTls(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = context.getDefaultSSLParameters();
        wanted.setNeedClientAuth(true);
        parameters.setSSLParameters(wanted);
      }
    };
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  PeerIdentity identity() {
    return identity;
  }

  PeerBatches batches() {
    return batches;
  }

  /** Whether anybody has asked it yet. */
  boolean isAsked() {
    return asked;
  }

  /** From then on it publishes. */
  void begin(Instant first) {
    begin = first;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked = true;
      Instant first = begin;
      int batch = number(exchange.getRequestURI().getPath());
      exchange.getResponseHeaders().set("Feed-ID", "peer-" + peer);
      if (first.equals(Instant.MAX)) {
        nothingYet(exchange, Instant.now().plusSeconds(1));
      } else if (batch > workload.cycles()) {
        nothingYet(exchange, Instant.now().plus(workload.cycle()));
      } else if (workload.due(first, peer, batch).isAfter(Instant.now())) {
        nothingYet(exchange, workload.due(first, peer, batch));
      } else {
        publish(exchange, batch, workload.due(first, peer, batch + 1));
      }
    }
  }

  private static int number(String path) {
    return path.equals(KEYS) ? 1 : Integer.parseInt(path.substring(KEYS.length() + 1));
  }

  private static void nothingYet(HttpExchange exchange, Instant next) throws IOException {
    exchange.getResponseHeaders().set("Recommended-Next-Poll-Time", seconds(next));
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, NO_BODY);
  }

  private void publish(HttpExchange exchange, int batch, Instant next) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Last-Batch-ID", String.valueOf(batch));
    headers.set("Latest-Batch-ID", String.valueOf(batch));
    headers.set("Batch-State", "published");
    headers.set("Recommended-Next-Poll-Time", seconds(next));
    if (peer == PeersWorkload.SLOW) {
      await(workload.cycle().dividedBy(2));
    }
    byte[] file = batches.file(batch);
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, file.length);
    if (peer == PeersWorkload.DRIPPING) {
      drip(exchange, file);
    } else {
      exchange.getResponseBody().write(file);
    }
  }

  private void drip(HttpExchange exchange, byte[] file) throws IOException {
    var body = exchange.getResponseBody();
    for (byte each : file) {
      body.write(each);
      body.flush();
      await(BETWEEN_DRIPS);
    }
  }

  private void await(Duration time) throws IOException {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedIOException("the backend ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the backend ends");
    }
  }

  /** The first full second at which it is there. */
  private static String seconds(Instant time) {
    return String.valueOf(time.plusNanos(999_999_999).getEpochSecond());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
