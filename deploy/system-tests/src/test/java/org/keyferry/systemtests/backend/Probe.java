package org.keyferry.systemtests.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the parts of a backend how they are. */
public final class Probe {
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST).build();

  private Probe() {}

  /** Whether an app says that it is ready, or another part accepts connections. */
  static boolean isReady(Part part, int port) {
    return part.isApp() ? saysReady(port) : accepts(port);
  }

  /** The body of a 200 at that URL. */
  public static String get(URI url) {
    try {
      var answer = CLIENT.send(request(url), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(url + ": status " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean saysReady(int port) {
    var readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try {
      return CLIENT.send(request(readiness), HttpResponse.BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      // Not yet: that is what is asked.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Math.toIntExact(LONGEST.toMillis()));
      return true;
    } catch (IOException e) {
      // Not yet: that is what is asked.
      return false;
    }
  }

  private static HttpRequest request(URI url) {
    return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20)).build();
  }
}
