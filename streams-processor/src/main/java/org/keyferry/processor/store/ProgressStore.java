package org.keyferry.processor.store;

import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.feed.GrainGrid;

/**
 * Keeps one partition's {@link SettleProgress}: the store {@code settle-progress}, which has this
 * one entry. The first that asks makes a new partition begin with the grain of now.
 */
public final class ProgressStore {
  private static final byte[] ENTRY = {0};

  private final KeyValueStore<byte[], byte[]> store;
  private final Supplier<GrainGrid> grid;

  public ProgressStore(KeyValueStore<byte[], byte[]> store, Supplier<GrainGrid> grid) {
    this.store = store;
    this.grid = grid;
  }

  /**
   * How far it is settled.
   *
   * @param nowMillis milliseconds since the epoch
   */
  public SettleProgress read(long nowMillis) {
    return SettleProgress.of(value(nowMillis));
  }

  /**
   * Start of the first grain that still takes keys.
   *
   * @param nowMillis milliseconds since the epoch
   */
  public long openGrain(long nowMillis) {
    return SettleProgress.openGrain(value(nowMillis));
  }

  /** Keeps it. */
  public void write(SettleProgress progress) {
    store.put(ENTRY, progress.toByteArray());
  }

  private byte[] value(long nowMillis) {
    byte[] value = store.get(ENTRY);
    if (value == null) {
      value = SettleProgress.settledBefore(grid.get().startAt(nowMillis)).toByteArray();
      store.put(ENTRY, value);
    }
    return value;
  }
}
