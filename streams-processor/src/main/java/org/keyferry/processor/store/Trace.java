package org.keyferry.processor.store;

import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A record in the changelog of a store that changes nothing. A broker looks at the age of a
 * partition's newest segment only when something is appended, and compacts that segment never: in a
 * partition without traffic, what was deleted would stay for as long as the partition is silent.
 */
public final class Trace {
  /** Shorter than the keys of any store. */
  private static final byte[] NO_KEY = {0};

  private Trace() {}

  /** Leaves one. */
  public static void leave(KeyValueStore<byte[], byte[]> store) {
    store.put(NO_KEY, null);
  }
}
