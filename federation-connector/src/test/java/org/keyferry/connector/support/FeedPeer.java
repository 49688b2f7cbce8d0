package org.keyferry.connector.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A feed of a peer, served as docs/federation-feed.md says. */
public final class FeedPeer {
  private final TestPeer peer;
  private final String path;
  private final String feedId;
  private final List<byte[]> chunks = new ArrayList<>();
  private final Map<String, String> more = new HashMap<>();
  private int expired;
  private String retryAfter = "1";

  /**
   * @param feed {@code a2a} or the region that reads
   */
  public FeedPeer(TestPeer peer, String feed, String feedId) {
    this.peer = peer;
    this.path = "/v1/" + feed + "/keys";
    this.feedId = feedId;
    publish();
  }

  /** One more chunk; no bytes for an empty one. */
  public synchronized void add(byte[] chunk) {
    chunks.add(chunk);
    publish();
  }

  /** Headers beside those of the document. */
  public synchronized void header(String name, String value) {
    more.put(name, value);
    publish();
  }

  /** Has readers wait so long for the next chunk, in seconds. */
  public synchronized void waits(int seconds) {
    retryAfter = String.valueOf(seconds);
    publish();
  }

  /** Deletes the first chunks. */
  public synchronized void expire(int count) {
    expired = count;
    publish();
  }

  private void publish() {
    for (int i = 0; i < chunks.size(); i++) {
      if (i < expired) {
        gone(path + "/" + (i + 1));
      } else {
        peer.serve(path + "/" + (i + 1), chunks.get(i), headers(i + 1));
      }
    }
    if (chunks.size() > expired) {
      peer.serve(path, chunks.get(expired), headers(expired + 1));
    }
    peer.on(
        path + "/" + (chunks.size() + 1),
        exchange -> {
          exchange.getResponseHeaders().set("Feed-ID", feedId);
          exchange.getResponseHeaders().set("Latest-Batch-ID", chunks.size() + "");
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          exchange.sendResponseHeaders(404, -1);
        });
  }

  private void gone(String chunk) {
    peer.on(
        chunk,
        exchange -> {
          exchange.getResponseHeaders().set("Feed-ID", feedId);
          exchange.getResponseHeaders().set("Latest-Batch-ID", chunks.size() + "");
          exchange.getResponseHeaders().set("Oldest-Batch-ID", (expired + 1) + "");
          exchange.sendResponseHeaders(410, -1);
        });
  }

  private Map<String, String> headers(int number) {
    var headers = new HashMap<>(more);
    headers.put("Feed-ID", feedId);
    headers.put("Last-Batch-ID", number + "");
    headers.put("Latest-Batch-ID", chunks.size() + "");
    headers.put("Batch-State", chunks.get(number - 1).length == 0 ? "empty" : "published");
    return headers;
  }
}
