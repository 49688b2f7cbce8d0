package org.keyferry.systemtests.cdn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code deploy/nginx}. */
class NginxTest extends CacheContract {
  /** Requests a second that one address may send. */
  private static final int RATE = 200;

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
  void floodingClientIsHeldBackAndAnotherIsServed() throws Exception {
    String file = newFile(600);
    try (var limited = CacheServer.nginx(served().origin(), RATE)) {
      Instant start = Instant.now();
      var flood = started(() -> gets("127.0.0.2", limited, file).send(8, 2));
      var polite = gets("127.0.0.3", limited, file).send(1, 4);

      assertThat(polite).containsOnlyKeys(200);
      assertThat(flood).as("the flood is still held back").isNotDone();
      assertThat(flood.get()).as("once it waits it is not refused").containsOnlyKeys(200);
      assertThat(Duration.between(start, Instant.now()))
          .as("of 1600 requests 500 at once")
          .isGreaterThan(Duration.ofSeconds((1600 - 500 - RATE) / RATE));
    }
  }

  @Test
  @Tag("D22")
  void whoAsksForMoreAtOnceThanCanWaitIsRefusedAndAnotherIsServed() throws Exception {
    String file = newFile(600);
    try (var limited = CacheServer.nginx(served().origin(), RATE)) {
      var flood = started(() -> gets("127.0.0.2", limited, file).sendOneOnEachOf(3000));
      var polite = gets("127.0.0.3", limited, file).send(1, 4);

      assertThat(polite).containsOnlyKeys(200);
      assertThat(flood.get()).containsOnlyKeys(200, 429);
    }
  }

  private static PipelinedGets gets(String client, CacheServer cache, String file) {
    return new PipelinedGets(List.of(client), cache.port(), file);
  }

  private static CompletableFuture<Map<Integer, Long>> started(
      Callable<Map<Integer, Long>> requests) {
    var answers = new CompletableFuture<Map<Integer, Long>>();
    Thread.startVirtualThread(() -> {
      try {
        answers.complete(requests.call());
      } catch (Exception e) {
        answers.completeExceptionally(e);
      }
    });
    return answers;
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
