package org.keyferry.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendStopTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void brokerAndStoreStayUntilTheAppsHaveStopped() {
    var data = DataDirectory.ensure(directory.resolve("data"));
    var backend = Backend.on(data);
    CompletableFuture<Void> end;
    try {
      backend.start(child("broker"), child("s3"));
      awaitFiles("broker", "s3");
      backend.start(child("region", "broker"), child("connect", "s3"));
      awaitFiles("region", "connect");
      end =
          CompletableFuture.runAsync(
              backend::awaitEnd, waiting -> Thread.ofPlatform().start(waiting));
    } finally {
      backend.close();
    }

    assertThat(end).succeedsWithin(LONGEST);
    assertThat(files()).as("what has not stopped, and what had to stop alone").isEmpty();
  }

  private ChildPlan child(String name, String... needed) {
    List<String> files =
        Stream.concat(Stream.of(name), Stream.of(needed))
            .map(file -> directory.resolve(file).toString())
            .toList();
    return new ChildPlan(name, StoppedChild.class, List.of("-Xmx32m"), files);
  }

  private void awaitFiles(String... names) {
    await().atMost(LONGEST).until(() -> files().containsAll(List.of(names)));
  }

  private List<String> files() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
