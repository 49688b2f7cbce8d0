package org.keyferry.bench.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * Where a benchmark works: a directory for everything that its processes write, gone after success,
 * and a place to tell what goes on.
 *
 * @param directory exists, and belongs to this benchmark alone
 * @param progress one line for each step
 */
public record Workplace(Path directory, PrintWriter progress) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** A new directory inside the given one. */
  public static Workplace in(Path parent, String name, PrintWriter progress) {
    try {
      Files.createDirectories(parent);
      return new Workplace(Files.createTempDirectory(parent, name + "-"), progress);
    } catch (IOException e) {
      throw new CommandFailure(
          new Problem("work directory", parent.toString(), "a directory to write to", "" + e), e);
    }
  }

  /** Tells the next step. */
  public void tell(String step) {
    progress.println("  " + step);
    progress.flush();
  }

  /** Starts a process whose log is kept here. */
  public ChildJvm start(ChildJvm.Launch launch) {
    return ChildJvm.start(launch, directory);
  }

  /**
   * Waits until something has come true.
   *
   * @param what for the error if it does not
   * @param longest how long to wait
   * @param holds looked at every 20 ms on this thread; what it throws ends the wait
   * @throws CommandFailure if it has not come true in time
   */
  public static void await(String what, Duration longest, Callable<Boolean> holds) {
    try {
      Awaitility.await()
          .atMost(longest)
          .pollDelay(Duration.ZERO)
          .pollInterval(BETWEEN_LOOKS)
          .pollInSameThread()
          .until(holds);
    } catch (ConditionTimeoutException e) {
      throw new CommandFailure(
          new Problem(what, "the benchmark", "within " + longest.toSeconds() + " s", "not"), e);
    }
  }

  /** Removes the directory. After a failure it is not called: what is there may tell why. */
  public void remove() {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + directory, e);
    }
  }
}
