package org.keyferry.local.backend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process that keeps a file of its own while it runs, and needs another one's file until it has
 * stopped.
 *
 * <p>in: launcher's process id, own file, the file that it needs if there is one; out: its own
 * file, and one beside it with {@link #LEFT_ALONE} if the other file went while it stopped
 */
final class StoppedChild {
  static final String LEFT_ALONE = ".left-alone";

  private static final Duration STOPPING = Duration.ofSeconds(1);

  private StoppedChild() {}

  /** Runs until SIGTERM comes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path own = Path.of(args[1]);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  if (args.length > 2) {
                    stopWith(Path.of(args[2]), own);
                  }
                  delete(own);
                }));
    Files.createFile(own);
    new CountDownLatch(1).await();
  }

  private static void stopWith(Path needed, Path own) {
    try {
      await().pollInSameThread().atMost(STOPPING).until(() -> Files.notExists(needed));
      Files.createFile(own.resolveSibling(own.getFileName() + LEFT_ALONE));
    } catch (ConditionTimeoutException e) {
      // It was there all the time.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path own) {
    try {
      Files.delete(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
