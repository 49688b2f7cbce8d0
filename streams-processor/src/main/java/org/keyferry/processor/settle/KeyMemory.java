package org.keyferry.processor.settle;

import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.retention.KeyStays;

/**
 * Decides how long a released key stays known. Pure; times are seconds since the epoch.
 *
 * <p>A repeat may be admitted until the longest age after the end of the key's validity; it may
 * then wait in its topic for as long as the topic keeps it, while this processor is stopped, and
 * another day for its grain. Only after all of that is a key forgotten, and from the same instant
 * on it is refused: so it can't be released a second time, however late a repeat is.
 *
 * @param longestSeconds how long after the end of its validity a key is remembered
 */
public record KeyMemory(long longestSeconds) {
  /** As the admission rules and the retention of the inputs demand. */
  public static KeyMemory of(AdmissionLimits limits) {
    return new KeyMemory(KeyStays.memory(limits).toSeconds());
  }

  /** Whether a key whose validity ended then is forgotten at the instant. */
  public boolean forgets(long validUntil, long nowMillis) {
    return Math.floorDiv(nowMillis, 1000L) >= validUntil + longestSeconds;
  }
}
