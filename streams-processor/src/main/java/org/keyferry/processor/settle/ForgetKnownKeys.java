package org.keyferry.processor.settle;

import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.processor.store.KnownKey;
import org.keyferry.processor.store.Trace;
import org.keyferry.wire.key.ExposureKey;

/**
 * Sweeps the store of known keys for those that no repeat can follow any more, by the wall clock,
 * so that a partition without traffic forgets too. Each sweep ends with a {@link Trace}.
 *
 * <p>The place where a sweep is stays in memory only: after a restart the sweep begins anew, which
 * deletes nothing twice.
 */
final class ForgetKnownKeys {
  private static final byte[] FIRST = new byte[ExposureKey.LENGTH];
  private static final byte[] LAST = new byte[ExposureKey.LENGTH];

  static {
    Arrays.fill(LAST, (byte) 0xFF);
  }

  private final KeyValueStore<byte[], byte[]> known;
  private final KeyMemory memory;
  private byte[] from = FIRST;

  ForgetKnownKeys(KeyValueStore<byte[], byte[]> known, KeyMemory memory) {
    this.known = known;
    this.memory = memory;
  }

  /** Looks at some more keys; whether the sweep has reached the end of the store. */
  boolean step(StepBudget budget, long nowMillis) {
    try (var entries = known.range(from, LAST)) {
      while (entries.hasNext()) {
        if (budget.exhausted()) {
          from = entries.peekNextKey();
          return false;
        }
        var entry = entries.next();
        budget.spend(1);
        if (memory.forgets(KnownKey.of(entry.value).validUntil(), nowMillis)) {
          known.put(entry.key, null);
        }
      }
    }
    Trace.leave(known);
    from = FIRST;
    return true;
  }
}
