package org.keyferry.client.fetch;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands between phones and origins, as a CDN does: what an origin calls immutable is fetched
 * once for all of them, everything else is asked of it. For simulated phones of one process, and
 * any number of threads.
 */
public final class SharedCache implements Transport {
  private final Transport beyond;
  private final Map<URI, Answer> kept = new ConcurrentHashMap<>();

  public SharedCache(Transport beyond) {
    this.beyond = beyond;
  }

  @Override
  public Answer get(Request request) throws IOException, InterruptedException {
    Answer earlier = kept.get(request.uri());
    if (earlier != null) {
      return earlier;
    }
    Answer answer = beyond.get(request);
    if (answer.status() == Answer.OK && answer.isWhole() && isImmutable(answer)) {
      kept.put(request.uri(), answer);
    }
    return answer;
  }

  private static boolean isImmutable(Answer answer) {
    return answer.header("Cache-Control").filter(value -> value.contains("immutable")).isPresent();
  }
}
