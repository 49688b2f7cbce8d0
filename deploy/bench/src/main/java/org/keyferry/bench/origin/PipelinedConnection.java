package org.keyferry.bench.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection of HTTP/1.1 that asks for one address, several times before it reads answers. */
public final class PipelinedConnection implements AutoCloseable {
  private static final int LONGEST_HEAD = 4096;
  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
  private static final String LENGTH = "content-length: ";

  private final Socket socket = new Socket();
  private final InputStream in;
  private final byte[] requests;
  private final int together;
  private final byte[] bytes = new byte[1 << 16];
  private final byte[] head = new byte[LONGEST_HEAD];
  private int at;
  private int end;

  /**
   * Connects.
   *
   * @param from the client's address, such as 127.0.0.2
   * @param port of the server, on loopback
   * @param path what is asked for
   * @param together how many requests are sent at once
   */
  public PipelinedConnection(String from, int port, String path, int together) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: cache.example\r\n\r\n";
    this.requests = request.repeat(together).getBytes(US_ASCII);
    this.together = together;
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.in = socket.getInputStream();
  }

  /** Asks, and reads all answers; how many there were of each status. */
  public Map<Integer, Long> get() throws IOException {
    socket.getOutputStream().write(requests);
    var counts = new TreeMap<Integer, Long>();
    for (int i = 0; i < together; i++) {
      counts.merge(next(), 1L, Long::sum);
    }
    return counts;
  }

  /** The status of the next answer, all of which is read. */
  private int next() throws IOException {
    int length = 0;
    for (int ends = 0; ends < END.length; length++) {
      byte next = read();
      head[length] = next;
      ends = next == END[ends] ? ends + 1 : next == END[0] ? 1 : 0;
    }
    var text = new String(head, 0, length, US_ASCII);
    skip(bodyLength(text));
    return Integer.parseInt(text.substring(9, 12));
  }

  private static long bodyLength(String head) throws IOException {
    int start = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (start < 0) {
      throw new IOException("an answer without Content-Length");
    }
    return Long.parseLong(
        head.substring(start + LENGTH.length(), head.indexOf("\r", start)).strip());
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

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
