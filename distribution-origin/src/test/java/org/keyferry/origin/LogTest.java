package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the origin writes down, which is next to nothing. */
@ExtendWith(OutputCaptureExtension.class)
class LogTest {
  /** Where the client of these tests asks from; the loopback network has many addresses. */
  private static final InetAddress CLIENT = InetAddress.ofLiteral("127.0.0.77");

  @TempDir Path directory;

  @Test
  void noRequestLeavesATrace(CapturedOutput output) throws IOException {
    try (var store = EmbeddedObjectStore.start(directory);
        var origin = RunningOrigin.start(store, "--logging.level.root=info")) {
      PublishedObjects.publish(store);
      // The first request ever initialises the server, which is told once.
      origin.get(INDEX);
      String before = output.getAll();

      for (String line :
          new String[] {
            "GET " + INDEX + " HTTP/1.1",
            "GET /BE/index.txt HTTP/1.1",
            "POST " + INDEX + " HTTP/1.1",
            "GET /NL/{}<> HTTP/1.1",
            "\u0001\u0002 / HTTP/1.1",
            "GET " + INDEX + " HTTP/7"
          }) {
        assertThat(ask(origin, line)).startsWith("HTTP/1.1 ");
      }

      assertThat(output.getAll()).isEqualTo(before);
    }
  }

  @Test
  void aStoreThatIsAwayIsToldOnceAndWithoutTheClient(CapturedOutput output) throws IOException {
    EmbeddedObjectStore store = EmbeddedObjectStore.start(directory);
    try (var origin = RunningOrigin.start(store)) {
      store.close();

      for (int request = 0; request < 3; request++) {
        assertThat(ask(origin, "GET " + INDEX + " HTTP/1.1")).startsWith("HTTP/1.1 503 ");
      }

      assertThat(output.getAll())
          .containsOnlyOnce("the object store fails")
          .doesNotContain(CLIENT.getHostAddress())
          .doesNotContain("192.0.2.77");
    }
  }

  private static String ask(RunningOrigin origin, String requestLine) throws IOException {
    var server = InetAddress.ofLiteral("127.0.0.1");
    try (var socket = new Socket(server, origin.port(), CLIENT, 0)) {
      String request =
          requestLine
              + "\r\nHost: a\r\nX-Forwarded-For: 192.0.2.77\r\nForwarded: for=192.0.2.77"
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
