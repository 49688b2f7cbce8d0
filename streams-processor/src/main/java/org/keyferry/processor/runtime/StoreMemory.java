package org.keyferry.processor.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.keyferry.wire.retention.Housekeeping;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.IndexType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * How the stores use memory and disk. All stores of the process share one cache, which the memory
 * tables count against, so that memory is bounded however many partitions there are.
 *
 * <p>Filters answer most questions for unknown keys without a look at the disk, and in memory
 * without a search. What is deleted is gone from the files a day after it was flushed to them. The
 * manifest, which names the first and the last key of every file that there was, is begun anew
 * instead of growing.
 */
public final class StoreMemory implements RocksDBConfigSetter {
  private static final String SETTINGS = "keyferry.processor.stores";
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long MEMORY_TABLE = 32 * MEBIBYTE;
  private static final double FILTER_BITS = 15;

  /** The cache finds out by itself how large its entries are. */
  private static final int ANY_SIZE = 0;

  /** Two to the power of it: as many parts as threads may want at once, each of them large. */
  private static final int SHARDS = 2;

  /** Part of a memory table that its filter takes. */
  private static final double MEMORY_FILTER = 0.05;

  /** With the deletion of one range a memory table is full. */
  private static final int RANGES_DELETED = 1;

  /** Any change begins a new one: it is some hundred bytes for each file of the store. */
  private static final long MANIFEST = 1;

  // Never closed: they live as long as the process, and stores come and go.
  private static final Map<StoreSettings, Shared> SHARED = new ConcurrentHashMap<>();

  private record Shared(Cache cache, WriteBufferManager tables, BloomFilter filter) {
    static Shared of(StoreSettings settings) {
      RocksDB.loadLibrary();
      var cache =
          new HyperClockCache(settings.cacheMebibytes() * MEBIBYTE, ANY_SIZE, SHARDS, false);
      return new Shared(
          cache,
          new WriteBufferManager(settings.memoryTablesMebibytes() * MEBIBYTE, cache),
          new BloomFilter(FILTER_BITS));
    }
  }

  /** Has the stores of a Kafka Streams client follow the settings. */
  public static void addTo(Properties properties, StoreSettings settings) {
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
    properties.put(SETTINGS, settings);
  }

  /** Shows how much memory the stores with these settings use. */
  public static void observe(MeterRegistry registry, StoreSettings settings) {
    Gauge.builder("keyferry.stores.memory", () -> shared(settings).cache().getUsage())
        .description("Memory of all stores: memory tables, blocks, indexes and filters")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("keyferry.stores.memory.pinned", () -> shared(settings).cache().getPinnedUsage())
        .description("The part of it that can't be given up: memory tables, and what is in use")
        .baseUnit("bytes")
        .register(registry);
  }

  private static Shared shared(StoreSettings settings) {
    return SHARED.computeIfAbsent(settings, Shared::of);
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared shared = shared((StoreSettings) configs.get(SETTINGS));
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(shared.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    table.setFilterPolicy(shared.filter());
    // In blocks like those of data: the filter of a large file is larger than a part of the cache.
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
    options.setTableFormatConfig(table);
    // Kafka Streams would leave out the filters of the lowest level, where almost all keys are, and
    // almost all that are looked for are new.
    options.setOptimizeFiltersForHits(false);
    options.setWriteBufferManager(shared.tables());
    options.setWriteBufferSize(MEMORY_TABLE);
    options.setMemtablePrefixBloomSizeRatio(MEMORY_FILTER);
    options.setMemtableWholeKeyFiltering(true);
    options.setMemtableMaxRangeDeletions(RANGES_DELETED);
    options.setPeriodicCompactionSeconds(Housekeeping.STORE_COMPACTION.toSeconds());
    options.setMaxManifestFileSize(MANIFEST);
  }

  @Override
  public void close(String storeName, Options options) {
    // What was set is shared and stays.
  }
}
