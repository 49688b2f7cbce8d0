package org.keyferry.local.command;

import java.io.PrintWriter;
import org.keyferry.local.backend.DataDirectory;
import org.slf4j.LoggerFactory;

/** What commands that run processes have to do with the terminal that they run in. */
final class Terminal {
  private Terminal() {}

  /** Has log lines of the launcher itself kept beside those of its processes. Call it first. */
  static void logTo(DataDirectory data) {
    System.setProperty("keyferry.launcher.log", data.log("launcher").toString());
    // Before there are threads: what several of them log while logging starts is told on the
    // screen.
    LoggerFactory.getILoggerFactory();
  }

  /** Has the resource closed on Ctrl-C, on SIGTERM, and when the terminal goes away. */
  static void onInterruption(AutoCloseable resource, PrintWriter out) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> close(resource, out)));
  }

  private static void close(AutoCloseable resource, PrintWriter out) {
    try {
      resource.close();
    } catch (Exception e) {
      out.println("keyferry: could not stop everything: " + e);
    }
    out.flush();
  }
}
