package org.keyferry.exporter.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.PublishedObject;

class FilesUnderWayTest {
  private static final PublishedObject FIRST = PublishedObject.newBuilder().setName("1").build();
  private static final PublishedObject SECOND = PublishedObject.newBuilder().setName("2").build();

  private final CompletableFuture<PublishedObject> first = new CompletableFuture<>();
  private final CompletableFuture<PublishedObject> second = new CompletableFuture<>();
  private final FilesUnderWay files = new FilesUnderWay(List.of(first, second));

  @Test
  void filesComeInTheOrderOfTheirKeys() throws Exception {
    second.complete(SECOND);
    first.complete(FIRST);
    assertThat(files.await()).containsExactly(FIRST, SECOND);
  }

  @Test
  void failureOfOneIsToldWhenTheOthersHaveEnded() throws Exception {
    first.completeExceptionally(new IOException("no store"));
    var asking = Thread.ofVirtual().unstarted(() -> assertThatThrownBy(files::await));
    asking.start();
    await().until(() -> asking.getState() == Thread.State.WAITING);
    second.complete(SECOND);
    asking.join();
    assertThatThrownBy(files::await).isInstanceOf(IOException.class).hasMessage("no store");
  }

  @Test
  void whoClosesWaitsForThoseThatReadKeys() throws Exception {
    first.complete(FIRST);
    var closing =
        Thread.ofVirtual()
            .start(() -> {
              try (files) {
                assertThat(second).isNotDone();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    await().until(() -> closing.getState() == Thread.State.WAITING);
    second.completeExceptionally(new IOException("nobody asks"));
    closing.join();
  }

  @Test
  void whatWasStoppedIsToldAsAFailure() {
    first.cancel(true);
    second.complete(SECOND);
    assertThatThrownBy(files::await)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stopped");
  }

  @Test
  void whoIsInterruptedGivesUpTheOthers() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(files::await).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(second).isCancelled();
  }
}
