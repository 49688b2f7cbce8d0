package org.keyferry.systemtests.cdn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code deploy/nginx}. */
class NginxTest extends CacheContract {
  @Override
  int hundredsOfGets() {
    return 10_000;
  }

  @Override
  CacheServer start(URI origin) {
    return CacheServer.nginx(origin, 1_000_000);
  }

  @Test
  @Tag("D22")
  void floodingClientIsRefusedAndAnotherIsServed() throws Exception {
    String file = newFile(600);
    try (var limited = CacheServer.nginx(served().origin(), 20)) {
      var flood =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new PipelinedGets(List.of("127.0.0.2"), limited.port(), file).send(8, 100);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new IllegalStateException(e);
                }
              },
              Thread::startVirtualThread);
      var polite = new PipelinedGets(List.of("127.0.0.3"), limited.port(), file).send(1, 4);

      assertThat(polite).containsOnlyKeys(200);
      assertThat(flood.get()).containsKey(429);
    }
  }

  @Test
  void nothingOfARequestIsWrittenButTheObjectItself() throws Exception {
    String file = newFile(600);
    String mark = "a-mark-of-one-phone";

    get(file + "?" + mark, "User-Agent", mark);
    get(file, "Cookie", mark);

    try (var files = Files.walk(cache().directory())) {
      for (var kept : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(kept), US_ASCII))
            .as(kept.toString())
            .doesNotContain(mark, "GET " + file);
      }
    }
  }
}
