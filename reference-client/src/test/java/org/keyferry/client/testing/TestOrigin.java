package org.keyferry.client.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyferry.wire.document.ContentHash;

/** An origin that gives out what it is told to, and remembers each request. */
public final class TestOrigin implements AutoCloseable {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, Integer> cuts = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final List<Seen> requests = new CopyOnWriteArrayList<>();

  /** A request as it came: everything by which it could be told from others. */
  public record Seen(String path, Map<String, List<String>> headers, int status, long bytes) {
    /** A header, or "none". */
    public String header(String name) {
      return headers.getOrDefault(name, List.of("none")).getFirst();
    }
  }

  public TestOrigin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Gives it out from now on. */
  public void put(String path, byte[] bytes) {
    objects.put(path, bytes.clone());
  }

  public byte[] get(String path) {
    return objects.get(path);
  }

  public void remove(String path) {
    objects.remove(path);
  }

  /** The next answer for it breaks after so many bytes. */
  public void cutOnce(String path, int afterBytes) {
    cuts.put(path, afterBytes);
  }

  /** Sends whoever asks for it elsewhere. */
  public void redirect(String path, String location) {
    redirects.put(path, location);
  }

  public List<Seen> requests() {
    return List.copyOf(requests);
  }

  /** Requests below a path. */
  public List<Seen> requests(String part) {
    return requests.stream().filter(each -> each.path().contains(part)).toList();
  }

  public void forgetRequests() {
    requests.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    byte[] object = objects.get(path);
    try (exchange) {
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().add("Location", redirects.get(path));
        send(exchange, 307, new byte[0], 0);
      } else if (object == null) {
        send(exchange, NOT_FOUND, new byte[0], 0);
      } else {
        give(exchange, path, object);
      }
    }
  }

  private void give(HttpExchange exchange, String path, byte[] object) throws IOException {
    var headers = exchange.getRequestHeaders();
    String tag = "\"" + ContentHash.of(object) + "\"";
    exchange.getResponseHeaders().add("ETag", tag);
    String range = headers.getFirst("Range");
    if (tag.equals(headers.getFirst("If-None-Match"))) {
      send(exchange, NOT_MODIFIED, new byte[0], -1);
    } else if (range != null && tag.equals(headers.getFirst("If-Range"))) {
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, object.length - 1, object.length));
      byte[] rest = Arrays.copyOfRange(object, from, object.length);
      send(exchange, PARTIAL, rest, cut(path, rest));
    } else {
      send(exchange, OK, object, cut(path, object));
    }
  }

  private int cut(String path, byte[] bytes) {
    Integer after = cuts.remove(path);
    return after == null ? bytes.length : after;
  }

  /** So many bytes of the body are sent; then the connection ends. */
  private void send(HttpExchange exchange, int status, byte[] body, int bytes) throws IOException {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    requests.add(
        new Seen(exchange.getRequestURI().toString(), headers, status, Math.max(bytes, 0)));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body, 0, bytes);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
