package org.keyferry.local.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** Waits for parts that start, as long as all processes live. */
final class Readiness {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int READY = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Runnable stillPossible;

  /**
   * @param stillPossible throws if waiting has no sense any more
   */
  Readiness(Runnable stillPossible) {
    this.stillPossible = stillPossible;
  }

  void awaitPort(String what, int port) {
    await(what, "port " + port, () -> accepts(port));
  }

  void awaitApp(String what, int port) {
    awaitOk(what, URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"));
  }

  /** Waits for the answer 200. */
  void awaitOk(String what, URI url) {
    await(what, url.toString(), () -> isReady(url));
  }

  private void await(String what, String where, Callable<Boolean> ready) {
    try {
      Awaitility.await()
          .atMost(LONGEST)
          .pollDelay(Duration.ZERO)
          .pollInterval(EVERY)
          .pollInSameThread()
          .until(() -> {
            stillPossible.run();
            return ready.call();
          });
    } catch (ConditionTimeoutException e) {
      throw new CommandFailure(
          new Problem(what, where, "to be ready within " + LONGEST.toMinutes() + " min", "not"), e);
    }
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Math.toIntExact(CONNECT.toMillis()));
      return true;
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }

  private boolean isReady(URI readiness) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(readiness).timeout(CONNECT).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == READY;
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }
}
