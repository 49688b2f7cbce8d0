package org.keyferry.connector.fetch;

import java.time.Duration;

/**
 * What a peer may take of us while it answers.
 *
 * @param connect longest wait for a connection, TLS included
 * @param silence longest wait for the first or any further byte
 * @param whole longest time for a whole answer
 * @param leastBytesPerSecond slowest answer, judged from {@link #MEASURED_FROM} on
 * @param mostBytes of a batch
 */
public record FetchLimits(
    Duration connect, Duration silence, Duration whole, long leastBytesPerSecond, long mostBytes) {
  /** How long an answer may take before its speed is judged. */
  static final Duration MEASURED_FROM = Duration.ofSeconds(5);

  private static final long MOST_MESSAGE_BYTES = 1 << 20;

  /** How many bytes a message of gRPC may have: a batch, but no more than 1 MiB. */
  public int mostMessageBytes() {
    return (int) Math.min(mostBytes, MOST_MESSAGE_BYTES);
  }
}
