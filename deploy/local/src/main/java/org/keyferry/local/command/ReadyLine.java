package org.keyferry.local.command;

import org.keyferry.local.backend.RunDescriptor;

/** The one line that tells scripts and people that everything runs, and where. */
final class ReadyLine {
  private ReadyLine() {}

  static String of(RunDescriptor run) {
    return "ready gateway="
        + run.gateway()
        + " origin="
        + run.origin()
        + " processor="
        + run.processor()
        + " exporter="
        + run.exporter()
        + " federation="
        + run.federation()
        + " kafka="
        + run.kafka()
        + " s3="
        + run.s3();
  }
}
