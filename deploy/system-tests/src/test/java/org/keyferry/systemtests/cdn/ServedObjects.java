package org.keyferry.systemtests.cdn;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.testsupport.FaultyLink;
import org.keyferry.testsupport.FaultyLink.Fate;

/** An origin with objects, and a link to it that writes down what is asked. */
final class ServedObjects implements AutoCloseable {
  /**
   * How old an index may be that a cache gives out, the time included in which it asks for a new
   * one.
   */
  static final Duration INDEX_MAX_AGE = Duration.ofSeconds(2);

  private final Backend backend;
  private final S3Connection connection;
  private final FaultyLink link;
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private volatile boolean refusing;

  private ServedObjects(Backend backend) {
    this.backend = backend;
    this.connection = S3Connection.open(backend.store());
    this.link = new FaultyLink(backend.port(Part.ORIGIN));
    link.decide(request -> refusing ? Fate.IS_REFUSED : Fate.PASSES);
    link.tell(received::add);
  }

  static ServedObjects start(String name) {
    var settings =
        Map.of(
            "keyferry.origin.index-max-age",
            INDEX_MAX_AGE.toSeconds() + "s",
            "keyferry.origin.index-stale-while-revalidate",
            "1s");
    var backend = new Backend(name, settings, List.of(Part.STORE, Part.ORIGIN));
    try {
      backend.startAll();
      return new ServedObjects(backend);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  /** Where the origin is asked. */
  URI origin() {
    return link.endpoint();
  }

  void put(String path, byte[] bytes) throws IOException {
    connection.objects().putIfAbsent("public" + path, content(bytes));
  }

  void replace(String path, byte[] bytes) throws IOException {
    String tag = connection.objects().head("public" + path).orElseThrow().etag();
    connection.objects().putIfMatch("public" + path, tag, content(bytes));
  }

  private static Content content(byte[] bytes) {
    return Content.of(bytes, "application/octet-stream", "no-store", Map.of());
  }

  /** Whether all requests are answered with 503 from now on. */
  void refuseAll(boolean refused) {
    refusing = refused;
  }

  /** How many requests were refused. */
  int refused() {
    return link.affected();
  }

  /** How many requests for the path came. */
  long requests(String path) {
    return received.stream().filter(line -> line.startsWith("GET " + path)).count();
  }

  /** Everything that was asked, with all headers. */
  String received() {
    return String.join("\n", received);
  }

  @Override
  public void close() throws IOException {
    link.close();
    connection.close();
    backend.close();
  }
}
