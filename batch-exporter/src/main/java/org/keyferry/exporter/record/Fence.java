package org.keyferry.exporter.record;

import java.io.IOException;

/** Tells whether a partition's batches are still this writer's to publish. */
@FunctionalInterface
public interface Fence {
  /** For what is harmless whoever does it. */
  Fence NONE = () -> {};

  /**
   * Returns if no other writer has taken over by now.
   *
   * @throws IOException if one has, or the brokers don't answer
   */
  void check() throws IOException;
}
