package org.keyferry.local.command;

/** How a command prints what it found. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON
}
