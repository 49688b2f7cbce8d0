package org.keyferry.processor.runtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.keyferry.wire.retention.Housekeeping;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A persistent store whose deletions reach the disk also where little is written. Kafka Streams
 * leaves what is in memory there until it is full or the store is closed, and until then the files
 * still have what was deleted; nor does RocksDB look for old files until something is written to
 * disk. Standby copies are such stores too.
 *
 * <p>Neither has a way to ask for a flush. But a memory table with the deletion of a range is
 * flushed at once if {@link StoreMemory} says so, and so a range without keys is deleted.
 */
public final class FlushedStore extends RocksDBStore {
  private static final Logger LOG = LoggerFactory.getLogger(FlushedStore.class);
  private static final String SCOPE = "rocksdb";
  private static final byte[] RANGE_START = {0};
  private static final byte[] RANGE_END = {0, 0};

  // Never closed: it lives as long as the process, and stores come and go.
  private static final ScheduledThreadPoolExecutor TIMER =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("store-flush").factory());

  static {
    // Or stores that are closed would be kept until their next flush would have been due.
    TIMER.setRemoveOnCancelPolicy(true);
  }

  private final Duration period;
  private Future<?> flushes;

  FlushedStore(String name, Duration period) {
    super(name, SCOPE);
    this.period = period;
  }

  /** Makes stores of the name, for each task one. */
  public static KeyValueBytesStoreSupplier supplier(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new FlushedStore(name, Housekeeping.STORE_FLUSH);
      }

      @Override
      public String metricsScope() {
        return SCOPE;
      }
    };
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    super.init(context, root);
    long millis = period.toMillis();
    flushes =
        TIMER.scheduleWithFixedDelay(this::flushToDisk, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** What is in memory goes to disk; what is old on disk is compacted then. */
  private synchronized void flushToDisk() {
    if (!isOpen()) {
      return;
    }
    try (var batch = new WriteBatch()) {
      batch.deleteRange(RANGE_START, RANGE_END);
      write(batch);
    } catch (RocksDBException e) {
      LOG.atError()
          .addKeyValue("store", name())
          .setCause(e)
          .log("a store could not be flushed; the next time tries again");
    }
  }

  @Override
  public synchronized void close() {
    if (flushes != null) {
      flushes.cancel(false);
    }
    super.close();
  }
}
