package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.keyferry.origin.PublishedObjects.FILE;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** One client takes no more than its share. */
@Tag("D22")
class ClientSharesTest {
  private static final InetAddress A = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress B = InetAddress.ofLiteral("2001:db8::1");
  private static final String LARGE = "/NL/1-2-00001.zip";

  @Test
  void aClientHasItsShareAndOthersHaveTheirs() {
    var shares = new ClientShares(2);

    assertThat(shares.enter(A)).isTrue();
    assertThat(shares.enter(A)).isTrue();
    assertThat(shares.enter(A)).isFalse();
    assertThat(shares.enter(B)).isTrue();
    shares.leave(A);
    assertThat(shares.enter(A)).isTrue();
  }

  @Test
  void nothingIsKnownOfAClientWhoseRequestsAreOver() {
    var shares = new ClientShares(1);
    shares.enter(A);
    shares.enter(A);
    shares.leave(A);

    assertThat(shares.clients()).isZero();
  }

  @Test
  void aClientWithTooManyUnderWayIsRefusedAndOthersAreNot(@TempDir Path directory)
      throws Exception {
    try (var store = EmbeddedObjectStore.start(directory);
        var connection = PublishedObjects.connection(store);
        var origin =
            RunningOrigin.start(
                store,
                "--keyferry.origin.most-at-once=2",
                "--keyferry.origin.cache.disk-mebibytes=0")) {
      PublishedObjects.publish(store);
      connection
          .objects()
          .putIfAbsent(
              "public" + LARGE,
              Content.of(new byte[32 << 20], "application/zip", "no-store", Map.of()));
      var readers = new ArrayList<Socket>();
      try {
        // They ask for much and read nothing of it.
        for (int reader = 0; reader < 2; reader++) {
          readers.add(asking(origin, "127.0.0.66"));
        }
        await().until(() -> status(origin, "127.0.0.66") == 429);
        assertThat(status(origin, "127.0.0.67")).isEqualTo(200);
        assertThat(origin.get(FILE).statusCode()).isEqualTo(200);
      } finally {
        for (Socket reader : readers) {
          reader.close();
        }
      }
    }
  }

  private static Socket asking(RunningOrigin origin, String client) throws IOException {
    var socket = socket(origin, client);
    socket.getOutputStream().write(request(LARGE));
    return socket;
  }

  private static int status(RunningOrigin origin, String client) throws IOException {
    try (var socket = socket(origin, client)) {
      socket.getOutputStream().write(request(INDEX));
      byte[] line = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
    }
  }

  private static Socket socket(RunningOrigin origin, String client) throws IOException {
    return new Socket(
        InetAddress.ofLiteral("127.0.0.1"), origin.port(), InetAddress.ofLiteral(client), 0);
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
