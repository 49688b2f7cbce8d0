package org.keyferry.systemtests.cdn;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many requests for one address, as fast as they are answered: HTTP/1.1, several on their way. */
final class PipelinedGets {
  private static final int TOGETHER = 100;
  private static final int LONGEST_HEAD = 4096;
  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

  private final String from;
  private final int port;
  private final byte[] burst;

  /**
   * @param from the address of the client, such as 127.0.0.2
   * @param port of the server
   * @param path what is asked for
   */
  PipelinedGets(String from, int port, String path) {
    this.from = from;
    this.port = port;
    String request = "GET " + path + " HTTP/1.1\r\nHost: cache.example\r\n\r\n";
    this.burst = request.repeat(TOGETHER).getBytes(US_ASCII);
  }

  /**
   * Sends them.
   *
   * @param connections how many at once
   * @param each how many hundred requests on each
   * @return how many answers there were of each status
   */
  Map<Integer, Long> send(int connections, int each) throws InterruptedException {
    var counts = new TreeMap<Integer, Long>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var all = new ArrayList<Future<Map<Integer, Long>>>();
      for (int i = 0; i < connections; i++) {
        all.add(threads.submit(() -> onOneConnection(each)));
      }
      for (Future<Map<Integer, Long>> one : all) {
        one.get().forEach((status, count) -> counts.merge(status, count, Long::sum));
      }
      return counts;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Map<Integer, Long> onOneConnection(int bursts) throws IOException {
    var counts = new TreeMap<Integer, Long>();
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      var answers = new Answers(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int sent = 0; sent < bursts; sent++) {
        out.write(burst);
        for (int i = 0; i < TOGETHER; i++) {
          counts.merge(answers.next(), 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  /** Reads answers that have a Content-Length, one after the other. */
  private static final class Answers {
    private final InputStream in;
    private final byte[] bytes = new byte[1 << 16];
    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private int at;
    private int end;

    Answers(InputStream in) {
      this.in = in;
    }

    /** The status of the next one. */
    int next() throws IOException {
      headLength = 0;
      for (int ends = 0; ends < END.length; headLength++) {
        byte next = read();
        head[headLength] = next;
        ends = next == END[ends] ? ends + 1 : next == END[0] ? 1 : 0;
      }
      var text = new String(head, 0, headLength, US_ASCII);
      skip(length(text));
      return Integer.parseInt(text.substring(9, 12));
    }

    private static long length(String head) throws IOException {
      String name = "content-length: ";
      int start = head.toLowerCase(Locale.ROOT).indexOf(name);
      if (start < 0) {
        throw new IOException("an answer without Content-Length");
      }
      return Long.parseLong(
          head.substring(start + name.length(), head.indexOf("\r", start)).strip());
    }

    private byte read() throws IOException {
      if (at == end) {
        fill();
      }
      return bytes[at++];
    }

    private void skip(long length) throws IOException {
      for (long left = length; left > 0; ) {
        if (at == end) {
          fill();
        }
        int step = (int) Math.min(left, end - at);
        at += step;
        left -= step;
      }
    }

    private void fill() throws IOException {
      end = in.read(bytes);
      at = 0;
      if (end <= 0) {
        throw new EOFException("the server closed the connection");
      }
    }
  }
}
