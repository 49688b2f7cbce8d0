package org.keyferry.bench.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** Clients that have asked for a large object and read it slowly, one small piece at a time. */
final class SlowReaders implements AutoCloseable {
  private static final int PIECE = 2048;
  private static final Duration BETWEEN_PIECES = Duration.ofMillis(250);

  private final List<SocketChannel> clients = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(PIECE);

  /** So many of them, who begin to read now. */
  SlowReaders(URI address, int many) throws IOException {
    byte[] request =
        ("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n\r\n")
            .getBytes(US_ASCII);
    for (int i = 0; i < many; i++) {
      var client = SocketChannel.open();
      clients.add(client);
      client.setOption(StandardSocketOptions.SO_RCVBUF, 4 * PIECE);
      client.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      client.write(ByteBuffer.wrap(request));
      client.configureBlocking(false);
    }
  }

  /**
   * Reads on, and measures once a second.
   *
   * @return the measurements
   * @throws CommandFailure if a connection ends
   */
  List<Double> read(Duration time, DoubleSupplier measurement) throws IOException {
    var measured = new ArrayList<Double>();
    long start = System.nanoTime();
    long next = start;
    while (System.nanoTime() - start < time.toNanos()) {
      for (SocketChannel client : clients) {
        buffer.clear();
        if (client.read(buffer) < 0) {
          throw new CommandFailure(
              new Problem("slow reader", "the origin", "bytes, however slowly", "an end"));
        }
      }
      if (System.nanoTime() - next >= 0) {
        measured.add(measurement.getAsDouble());
        next += Duration.ofSeconds(1).toNanos();
      }
      LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
    }
    return measured;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
  }
}
