package org.keyferry.local.text;

import java.io.PrintWriter;
import java.util.Locale;

/** Lines that tell what is going on, with the time since the beginning. */
public final class Progress {
  private static final double NANOS = 1e9;

  private final PrintWriter out;
  private final long begin = System.nanoTime();

  /** Prints there; time counts from now. */
  public Progress(PrintWriter out) {
    this.out = out;
  }

  /** Prints a line. */
  public void say(String what) {
    out.println(String.format(Locale.ROOT, "[%5.1f s] ", seconds()) + what);
    out.flush();
  }

  private double seconds() {
    return (System.nanoTime() - begin) / NANOS;
  }
}
