package org.keyferry.systemtests.cdn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keyferry.bench.origin.PipelinedConnection;

/** Many requests for one address, as fast as they are answered: HTTP/1.1, several on their way. */
final class PipelinedGets {
  private static final int TOGETHER = 100;

  private final List<String> from;
  private final int port;
  private final String path;

  /**
   * @param from the addresses of the clients, such as 127.0.0.2, each in turn
   * @param port of the server
   * @param path what is asked for
   */
  PipelinedGets(List<String> from, int port, String path) {
    this.from = from;
    this.port = port;
    this.path = path;
  }

  /**
   * Sends them.
   *
   * @param connections how many at once
   * @param each how many hundred requests on each
   * @return how many answers there were of each status
   */
  Map<Integer, Long> send(int connections, int each) throws InterruptedException {
    return send(connections, each, TOGETHER);
  }

  /**
   * Sends one on each connection, all at once.
   *
   * @return how many answers there were of each status
   */
  Map<Integer, Long> sendOneOnEachOf(int connections) throws InterruptedException {
    return send(connections, 1, 1);
  }

  private Map<Integer, Long> send(int connections, int bursts, int together)
      throws InterruptedException {
    var counts = new TreeMap<Integer, Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<Map<Integer, Long>>>();
      for (int i = 0; i < connections; i++) {
        String client = from.get(i % from.size());
        all.add(threads.submit(() -> onOneConnection(client, bursts, together)));
      }
      for (Future<Map<Integer, Long>> one : all) {
        one.get().forEach((status, count) -> counts.merge(status, count, Long::sum));
      }
      return counts;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Map<Integer, Long> onOneConnection(String client, int bursts, int together)
      throws IOException {
    var counts = new TreeMap<Integer, Long>();
    try (var connection = new PipelinedConnection(client, port, path, together)) {
      for (int sent = 0; sent < bursts; sent++) {
        connection.get().forEach((status, count) -> counts.merge(status, count, Long::sum));
      }
    }
    return counts;
  }
}
