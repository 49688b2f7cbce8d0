package org.keyferry.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Sends rendered requests over kept-alive connections from one thread, the next one on a connection
 * as soon as the answer before it is whole: a closed loop at the server's own pace.
 *
 * <p>in: rendered requests, sent in turn and over again; out: {@link LoadResult}
 */
final class LoadGenerator implements AutoCloseable {
  private static final long SELECT_MILLIS = 100;

  /** A request that waits longer for its answer than this will never have one. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  private final Selector selector;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final List<byte[]> requests;
  private int next;
  private int inFlight;

  /**
   * Opens the connections.
   *
   * @throws IOException if the server does not take them
   */
  LoadGenerator(InetSocketAddress server, int connections, List<byte[]> requests)
      throws IOException {
    this.selector = Selector.open();
    this.requests = requests;
    for (int i = 0; i < connections; i++) {
      this.connections.add(new LoadConnection(server, selector));
    }
  }

  /**
   * Runs for the given time and then until every request is answered; once.
   *
   * @throws IOException if answers fail to come
   * @throws UncheckedIOException if a connection breaks
   */
  LoadResult run(Duration time) throws IOException {
    var result = new LoadResult(new TreeMap<>(), time, new Latencies());
    long start = System.nanoTime();
    long end = start + time.toNanos();
    for (LoadConnection connection : connections) {
      sendNext(connection);
    }
    while (inFlight > 0) {
      selector.select(ready -> handle(ready, result, end), SELECT_MILLIS);
      if (System.nanoTime() - end > LONGEST_ANSWER.toNanos()) {
        throw new IOException(inFlight + " requests were not answered");
      }
    }
    return result;
  }

  private void handle(SelectionKey ready, LoadResult result, long end) {
    var connection = (LoadConnection) ready.attachment();
    try {
      if (ready.isWritable()) {
        connection.sendRest();
      }
      if (ready.isReadable() && connection.receive()) {
        inFlight--;
        long now = System.nanoTime();
        result.statuses().merge(connection.status(), 1L, Long::sum);
        if (now < end) {
          result.latencies().add(now - connection.sentAt());
          sendNext(connection);
        } else {
          connection.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sendNext(LoadConnection connection) throws IOException {
    connection.send(requests.get(next));
    next = next + 1 == requests.size() ? 0 : next + 1;
    inFlight++;
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
