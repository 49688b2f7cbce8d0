package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.RunDescriptor.RunningProcess;
import org.keyferry.wire.Problem;

/** A launcher that was killed leaves children that are about to stop: they still use the data. */
final class EarlierRun {
  private static final long LONGEST_SECONDS = 45;

  private EarlierRun() {}

  /**
   * Returns when no process of an earlier run is left.
   *
   * @throws CommandFailure if one does not end
   */
  static void awaitEnd(DataDirectory data) {
    List<ProcessHandle> left = processesLeft(data);
    try {
      CompletableFuture.allOf(
              left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw stillRunning(data, left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stillRunning(data, left);
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not wait for the processes of an earlier run", e);
    }
  }

  private static List<ProcessHandle> processesLeft(DataDirectory data) {
    try {
      return RunDescriptor.read(data).stream()
          .flatMap(run -> run.processes().values().stream())
          .map(RunningProcess::find)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + data.runDescriptor(), e);
    }
  }

  private static CommandFailure stillRunning(DataDirectory data, List<ProcessHandle> left) {
    return new CommandFailure(
        new Problem(
            "processes of an earlier run",
            data.root().toString(),
            "none",
            "process ids "
                + left.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList()));
  }
}
