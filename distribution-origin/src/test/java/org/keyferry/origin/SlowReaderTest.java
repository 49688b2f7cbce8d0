package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** A phone with a bad connection. */
class SlowReaderTest {
  private static final String FILE = "/NL/1234560000-1234567200-00002.zip";
  private static final int SIZE = 4_000_000;
  private static final int PIECE = 40_000;
  private static final Duration BETWEEN_PIECES = Duration.ofMillis(50);

  /** Bytes of memory that a bad connection has on the phone's side. */
  private static final int WINDOW = 8_192;

  @Test
  void whoTakesLittleAtATimeGetsAllOfIt(@TempDir Path directory) throws IOException {
    try (var store = EmbeddedObjectStore.start(directory)) {
      PublishedObjects.publishFile(store, FILE, SIZE);
      try (var origin = RunningOrigin.start(store, "--server.jetty.connection-idle-timeout=1s")) {
        assertThat(readSlowly(origin.uri(FILE))).isGreaterThan(SIZE);
      }
    }
  }

  /** How many bytes came, headers too. */
  private static long readSlowly(URI uri) throws IOException {
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(WINDOW);
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      String request =
          "GET " + uri.getPath() + " HTTP/1.1\r\nHost: origin\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      long count = 0;
      while (true) {
        byte[] piece = socket.getInputStream().readNBytes(PIECE);
        if (piece.length == 0) {
          return count;
        }
        count += piece.length;
        LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
      }
    }
  }
}
