package org.keyferry.processor;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A store of a test's own, without a changelog. */
public final class InMemoryStore {
  private InMemoryStore() {}

  /** An empty one of that name. */
  public static KeyValueStore<byte[], byte[]> of(String name) {
    var store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    var context = new MockProcessorContext<Void, Void>(new Properties());
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
