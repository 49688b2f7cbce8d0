package org.keyferry.local.phone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands between phones and origins, as a CDN does: what an origin calls immutable is fetched
 * once for all of them, everything else is asked of it. For any number of threads.
 *
 * <p>in: HTTP; out: its answers
 */
public final class EdgeCache implements AutoCloseable {
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<URI, HttpResponse<byte[]>> kept = new ConcurrentHashMap<>();

  /** The answer to a GET, or an earlier one that may stand for it. */
  HttpResponse<byte[]> get(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> earlier = kept.get(request.uri());
    if (earlier != null) {
      return earlier;
    }
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() == OK && isImmutable(answer)) {
      kept.put(request.uri(), answer);
    }
    return answer;
  }

  private static boolean isImmutable(HttpResponse<byte[]> answer) {
    return answer.headers().allValues("Cache-Control").stream()
        .anyMatch(value -> value.contains("immutable"));
  }

  @Override
  public void close() {
    http.close();
  }
}
