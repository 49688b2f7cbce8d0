package org.keyferry.connector.support;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.interop.InteropDownload;
import org.keyferry.wire.interop.InteropExposure;

/** The downloads of an interop server: one batch behind the other. */
public final class InteropServer {
  private final List<InteropDownload> batches = new ArrayList<>();

  public InteropServer(TestPeer peer) {
    peer.on("", this::answer);
  }

  /** One more batch. */
  public synchronized void add(List<InteropExposure> exposures) {
    batches.add(new InteropDownload(new BatchTag("tag" + batches.size()), exposures));
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    int next = query == null ? 0 : 1 + Integer.parseInt(query.substring("batchTag=tag".length()));
    if (next == batches.size()) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    byte[] body = batches.get(next).toByteArray();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}
