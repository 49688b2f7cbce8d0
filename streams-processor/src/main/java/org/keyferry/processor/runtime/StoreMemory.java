package org.keyferry.processor.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.keyferry.wire.retention.Housekeeping;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * How the stores use memory and disk. All stores of the process share one cache, which the memory
 * tables count against, so that memory is bounded however many partitions there are.
 *
 * <p>Filters answer most questions for unknown keys without a look at the disk. What is deleted is
 * gone from the files a day after it was flushed to them. The manifest, which names the first and
 * the last key of every file that there was, is begun anew instead of growing.
 */
public final class StoreMemory implements RocksDBConfigSetter {
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long CACHE = 192 * MEBIBYTE;
  private static final long MEMORY_TABLES = 96 * MEBIBYTE;
  private static final long MEMORY_TABLE = 32 * MEBIBYTE;
  private static final double FILTER_BITS = 10;

  /** With the deletion of one range a memory table is full. */
  private static final int RANGES_DELETED = 1;

  /** Any change begins a new one: it is some hundred bytes for each file of the store. */
  private static final long MANIFEST = 1;

  // Never closed: they live as long as the process, and stores come and go.
  private static final Cache SHARED_CACHE = new LRUCache(CACHE);
  private static final WriteBufferManager SHARED_TABLES =
      new WriteBufferManager(MEMORY_TABLES, SHARED_CACHE);
  private static final BloomFilter FILTER = new BloomFilter(FILTER_BITS);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED_CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    table.setFilterPolicy(FILTER);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(SHARED_TABLES);
    options.setWriteBufferSize(MEMORY_TABLE);
    options.setMemtableMaxRangeDeletions(RANGES_DELETED);
    options.setPeriodicCompactionSeconds(Housekeeping.STORE_COMPACTION.toSeconds());
    options.setMaxManifestFileSize(MANIFEST);
  }

  @Override
  public void close(String storeName, Options options) {
    // What was set is shared and stays.
  }
}
