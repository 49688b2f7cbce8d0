package org.keyferry.local.command;

import org.keyferry.local.backend.DataDirectory;
import org.slf4j.LoggerFactory;

/** Keeps the terminal of commands that run processes for what these commands have to tell. */
final class Terminal {
  private Terminal() {}

  /** Has log lines of the launcher itself kept beside those of its processes. Call it first. */
  static void logTo(DataDirectory data) {
    System.setProperty("keyferry.launcher.log", data.log("launcher").toString());
    // Before there are threads: what several of them log while logging starts is told on the
    // screen.
    LoggerFactory.getILoggerFactory();
  }
}
