package org.keyferry.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.keyferry.processor.runtime.FlushedStore;
import org.keyferry.wire.retention.Housekeeping;
import org.keyferry.wire.retention.KeyStays;

/**
 * The stores of the topology and their changelog topics. Caches are off: a key is written once and
 * read once, so a cache would only delay the changelog.
 */
public final class ProcessorStores {
  static final String HELD_KEYS = "held-keys";
  static final String KNOWN_KEYS = "known-keys";
  static final String FEED_NUMBERS = "feed-numbers";
  static final String SETTLE_PROGRESS = "settle-progress";
  static final String SLICE_CHUNKS = "slice-chunks";
  static final String FEED_PROGRESS = "feed-progress";
  static final String PLAN_CHANGES = "plan-changes";
  static final String SHOWN_FAKES = "shown-fakes";

  private final ProcessorPlan plan;

  ProcessorStores(ProcessorPlan plan) {
    this.plan = plan;
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> heldKeys() {
    return keyed(HELD_KEYS);
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> knownKeys() {
    return keyed(KNOWN_KEYS);
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> feedNumbers() {
    return progress(FEED_NUMBERS);
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> settleProgress() {
    return progress(SETTLE_PROGRESS);
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> sliceChunks() {
    return keyed(SLICE_CHUNKS);
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> feedProgress() {
    return progress(FEED_PROGRESS);
  }

  /** Of every instance the same, read anew from its topic at each start. */
  StoreBuilder<KeyValueStore<byte[], byte[]>> planChanges() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(PLAN_CHANGES), Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingDisabled();
  }

  StoreBuilder<KeyValueStore<byte[], byte[]>> shownFakes() {
    return keyed(SHOWN_FAKES);
  }

  /** The settings of all changelogs, by topic, as Kafka Streams creates them. */
  public static Map<String, Map<String, String>> changelogs(ProcessorPlan plan) {
    var stores = new ProcessorStores(plan);
    Map<String, Map<String, String>> changelogs = new HashMap<>();
    List.of(
            stores.heldKeys(),
            stores.knownKeys(),
            stores.feedNumbers(),
            stores.settleProgress(),
            stores.sliceChunks(),
            stores.feedProgress(),
            stores.shownFakes())
        .forEach(store ->
            changelogs.put(
                StreamsProperties.APPLICATION_ID + "-" + store.name() + "-changelog",
                store.logConfig()));
    return changelogs;
  }

  /** Holds key bytes: whatever deletes or compacts too late, they are gone after the retention. */
  private StoreBuilder<KeyValueStore<byte[], byte[]>> keyed(String name) {
    Map<String, String> changelog = changelog();
    changelog.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
    changelog.put(TopicConfig.RETENTION_MS_CONFIG, millis(KeyStays.changelog(plan.admission())));
    return builder(FlushedStore.supplier(name), changelog);
  }

  /**
   * Holds a few small entries, which have to outlive any stop: sequences and numbers must never
   * begin anew.
   */
  private StoreBuilder<KeyValueStore<byte[], byte[]>> progress(String name) {
    Map<String, String> changelog = changelog();
    changelog.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    return builder(Stores.inMemoryKeyValueStore(name), changelog);
  }

  private Map<String, String> changelog() {
    Map<String, String> configs = new HashMap<>();
    configs.put(TopicConfig.SEGMENT_MS_CONFIG, millis(Housekeeping.SEGMENT));
    configs.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Housekeeping.COMPACTION_LAG));
    configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Housekeeping.TOMBSTONES));
    configs.put(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, millis(Housekeeping.DELETED_FILE));
    configs.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
        String.valueOf(Math.max(1, plan.topics().replicationFactor() - 1)));
    return configs;
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> builder(
      KeyValueBytesStoreSupplier supplier, Map<String, String> changelog) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(changelog);
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
