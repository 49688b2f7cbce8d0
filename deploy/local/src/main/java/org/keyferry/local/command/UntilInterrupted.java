package org.keyferry.local.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;

/**
 * What runs until its command is over, or interrupted by Ctrl-C, SIGTERM, or the end of the
 * terminal. It is closed once, by whoever comes first; the other waits until that is done.
 */
final class UntilInterrupted {
  private final Closeable running;
  private final PrintWriter out;
  private volatile boolean interrupted;
  private boolean closed;

  /**
   * @param running stops everything when it is closed
   * @param out is told of an interruption
   */
  UntilInterrupted(Closeable running, PrintWriter out) {
    this.running = running;
    this.out = out;
  }

  /** What runs, which interruptions of this JVM close from now on. */
  static UntilInterrupted ofThisProcess(Closeable running, PrintWriter out) {
    var run = new UntilInterrupted(running, out);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(run::interrupt));
    return run;
  }

  /**
   * Does the command's work and stops what runs. Work that fails after an interruption fails
   * because everything stops, which the user asked for: that is told, the failure is not.
   *
   * @return the exit code of the work
   */
  int run(Callable<Integer> work) throws Exception {
    try (Closeable _ = this::close) {
      return work.call();
    } catch (Exception e) {
      if (interrupted) {
        return ExitCode.SOFTWARE;
      }
      throw e;
    }
  }

  /** Stops what runs, unless the command has done so itself. */
  synchronized void interrupt() {
    if (closed) {
      return;
    }
    interrupted = true;
    out.println("keyferry: interrupted, stopping");
    out.flush();
    try {
      close();
    } catch (IOException | RuntimeException e) {
      out.println("keyferry: could not stop everything: " + e);
    }
    out.flush();
  }

  private synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      running.close();
    }
  }
}
