package org.keyferry.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A link to an HTTP server that can hold a request back, refuse it in the server's place, or lose
 * the answer to one that the server carried out. It looks at the first line of each request and
 * passes all bytes on as they are.
 */
public final class FaultyLink implements AutoCloseable {
  /** What becomes of a request. */
  public enum Fate {
    /** It arrives, and so does its answer. */
    PASSES,
    /** It arrives when waiting requests are let go. */
    WAITS,
    /** It never arrives; its sender waits. */
    IS_HELD,
    /** It never arrives; its sender is told 503, and the link breaks behind that. */
    IS_REFUSED,
    /** It arrives, and the link breaks in place of the answer. */
    LOSES_ITS_ANSWER
  }

  private static final byte[] REFUSAL =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final String END_OF_HEADERS = "\r\n\r\n";

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger affected = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);
  private volatile Function<String, Fate> rule = line -> Fate.PASSES;
  private volatile Consumer<String> listener = request -> {};

  /** A link to the server on that port of this machine. */
  public FaultyLink(int target) {
    this.target = target;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where clients connect. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Decides from now on by first lines such as {@code PUT /bucket/name HTTP/1.1}. */
  public void decide(Function<String, Fate> newRule) {
    rule = newRule;
  }

  /** Tells the listener of each request from now on, its headers included. */
  public void tell(Consumer<String> newListener) {
    listener = newListener;
  }

  /** Lets all requests go that wait, and those that come. */
  public void letGo() {
    letGo.countDown();
  }

  /** How many requests did not just pass so far. */
  public int affected() {
    return affected.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        link(door.accept());
      } catch (IOException e) {
        refusals.incrementAndGet();
      }
    }
  }

  private void link(Socket client) throws IOException {
    open.add(client);
    client.setTcpNoDelay(true);
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    open.add(server);
    server.setTcpNoDelay(true);
    var link = new Link(client, server);
    Thread.ofVirtual().start(link::requests);
    Thread.ofVirtual().start(link::answers);
  }

  /** One connection. */
  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean losing;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      pump(
          client,
          server,
          (bytes, length) -> {
            Fate fate = fate(bytes, length);
            if (fate != Fate.PASSES) {
              affected.incrementAndGet();
            }
            if (fate == Fate.WAITS) {
              letGo.await();
            }
            if (fate == Fate.IS_HELD) {
              closed.await();
            }
            if (fate == Fate.IS_REFUSED) {
              refuse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            }
            losing |= fate == Fate.LOSES_ITS_ANSWER;
          });
    }

    void answers() {
      pump(
          server,
          client,
          (bytes, length) -> {
            if (losing) {
              client.close();
            }
          });
    }

    /** All of the request is read first: a sender that still sends would not see the answer. */
    private void refuse(String begun) throws IOException {
      int body = begun.indexOf(END_OF_HEADERS) + END_OF_HEADERS.length();
      var length = CONTENT_LENGTH.matcher(begun);
      if (length.find()) {
        client.getInputStream().skipNBytes(Long.parseLong(length.group(1)) - begun.length() + body);
      }
      client.getOutputStream().write(REFUSAL);
      server.close();
      client.close();
    }

    private Fate fate(byte[] bytes, int length) {
      String start = new String(bytes, 0, Math.min(length, 300), StandardCharsets.ISO_8859_1);
      int end = start.indexOf(" HTTP/1.1\r\n");
      if (end < 0) {
        return Fate.PASSES;
      }
      listener.accept(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
      return rule.apply(start.substring(0, end));
    }
  }

  private interface Watch {
    void passing(byte[] bytes, int length) throws IOException, InterruptedException;
  }

  private void pump(Socket from, Socket to, Watch watch) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        watch.passing(bytes, length);
        out.write(bytes, 0, length);
      }
    } catch (IOException e) {
      // One of the ends closed, and so both do.
      open.remove(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    letGo.countDown();
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
