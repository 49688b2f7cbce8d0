package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** An origin that is told to stop. */
class StoppingTest {
  private static final String FILE = "/NL/1234560000-1234567200-00002.zip";
  private static final int SIZE = 4_000_000;

  @Test
  void whoReadsReadsToTheEndAndNobodyElseIsLetIn(@TempDir Path directory) throws Exception {
    try (var store = EmbeddedObjectStore.start(directory)) {
      PublishedObjects.publishFile(store, FILE, SIZE);
      var origin = RunningOrigin.start(store);
      int port = origin.port();
      try (var reader = asking(port)) {
        byte[] first = reader.getInputStream().readNBytes(1000);
        var stopped = CompletableFuture.runAsync(origin::close);
        await()
            .untilAsserted(() ->
                assertThatThrownBy(() -> asking(port).close())
                    .isInstanceOf(ConnectException.class));

        assertThat(stopped).isNotDone();
        byte[] rest = reader.getInputStream().readAllBytes();

        assertThat(first.length + rest.length).isGreaterThan(SIZE);
        stopped.join();
      }
    }
  }

  private static Socket asking(int port) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(8192);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    String request = "GET " + FILE + " HTTP/1.1\r\nHost: origin\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }
}
