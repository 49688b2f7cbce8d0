package org.keyferry.processor.assemble;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.processor.chunk.KeyCursor;
import org.keyferry.processor.store.Trace;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.ExposureKey;

/**
 * Chunks that wait for their bucket to be complete, and the fakes of a bucket: the store {@code
 * slice-chunks}.
 *
 * <p>Its keys: 1 byte length of the feed's id, the id in ASCII, 8 bytes start of the grain, 4 bytes
 * key partition, 16 bytes first key; big-endian. Its values: 4 bytes number of keys, then {@link
 * org.keyferry.processor.chunk.EncodedKeys}. The chunks of one grain and partition are one sorted
 * run. Each run of fakes has a partition of its own, far above those that there are.
 */
final class SliceStore {
  private static final byte[] LOWEST = new byte[ExposureKey.LENGTH];
  private static final byte[] HIGHEST = new byte[ExposureKey.LENGTH];

  static {
    Arrays.fill(HIGHEST, (byte) 0xFF);
  }

  /** Before every chunk. */
  static final byte[] FIRST = {1};

  /** Behind every chunk: no id is that long. */
  private static final byte[] LAST = {Byte.MAX_VALUE};

  private static final int REVISED = 1;

  /** First of those that are no key partition, and more than a topic can have. */
  private static final int FAKES = 1 << 24;

  private final KeyValueStore<byte[], byte[]> store;

  /** One chunk in the store. */
  static final class StoredChunk {
    private final byte[] storeKey;
    private final byte[] value;

    StoredChunk(byte[] storeKey, byte[] value) {
      this.storeKey = storeKey;
      this.value = value;
    }

    long grainStart() {
      return ByteBuffer.wrap(storeKey).getLong(1 + storeKey[0]);
    }

    private int run() {
      return ByteBuffer.wrap(storeKey).getInt(1 + storeKey[0] + Long.BYTES);
    }

    /** Whether its keys are revised ones. */
    boolean revised() {
      return (run() & REVISED) != 0;
    }

    /** Whether its keys are fakes. */
    boolean isFake() {
      return run() >>> 1 >= FAKES;
    }

    String feed() {
      return new String(storeKey, 1, storeKey[0], StandardCharsets.US_ASCII);
    }

    int count() {
      return ByteBuffer.wrap(value).getInt();
    }

    KeyCursor keys() {
      return new KeyCursor(value, Integer.BYTES);
    }

    /** Parses the keys. */
    List<BatchKey> batchKeys() {
      var keys = new ArrayList<BatchKey>();
      try {
        for (KeyCursor each = keys(); !each.atEnd(); each.advance()) {
          keys.add(BatchKey.parseFrom(each.batchKey()));
        }
        return keys;
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException("a stored chunk is torn", e);
      }
    }
  }

  /**
   * Keys that are not revised.
   *
   * @param oldestGrain grain of the first, the largest number if there is none
   * @param grainOfLast grain of the last that was looked for, if there are so many
   */
  record Found(long oldestGrain, OptionalLong grainOfLast) {}

  SliceStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  private static int run(ReceivedSlice.Chunk chunk) {
    return chunk.partition() << 1 | (chunk.revised() ? REVISED : 0);
  }

  void put(ReceivedSlice.Chunk chunk) {
    put(chunk.feed(), chunk.grainStart(), run(chunk), chunk.keys());
  }

  private void put(String feed, long grainStart, int run, EncodedKeys chunk) {
    byte[] keys = chunk.toByteArray();
    byte[] value =
        ByteBuffer.allocate(Integer.BYTES + keys.length).putInt(chunk.count()).put(keys).array();
    store.put(storeKey(feed, grainStart, run, chunk.firstKey()), value);
  }

  /** Stores ascending fakes beside the chunks of the grain, as a run of their own; its number. */
  int putFakes(String feed, long grainStart, List<BatchKey> fakes) {
    int run =
        first(
                store.reverseRange(
                    storeKey(feed, grainStart, FAKES << 1, LOWEST), lastOf(feed, grainStart)))
            .map(chunk -> Math.addExact(chunk.run(), 1 << 1))
            .orElse(FAKES << 1);
    var chunk = new EncodedKeys();
    for (BatchKey fake : fakes) {
      if (!chunk.fits(fake.getSerializedSize())) {
        put(feed, grainStart, run, chunk);
        chunk.clear();
      }
      chunk.add(fake);
    }
    if (!chunk.isEmpty()) {
      put(feed, grainStart, run, chunk);
    }
    return run;
  }

  /** The keys of a run. */
  List<BatchKey> keysOf(String feed, long grainStart, int run) {
    var keys = new ArrayList<BatchKey>();
    byte[] last = storeKey(feed, grainStart, run, HIGHEST);
    try (var chunks = store.range(storeKey(feed, grainStart, run, LOWEST), last)) {
      while (chunks.hasNext()) {
        var entry = chunks.next();
        keys.addAll(new StoredChunk(entry.key, entry.value).batchKeys());
      }
    }
    return keys;
  }

  /** Looks for so many keys of the feed within the range. */
  Found find(String feed, long from, long before, int many) {
    long oldest = Long.MAX_VALUE;
    int left = many;
    try (var chunks = store.range(storeKey(feed, from, 0, LOWEST), lastBefore(feed, before))) {
      while (chunks.hasNext()) {
        var entry = chunks.next();
        var chunk = new StoredChunk(entry.key, entry.value);
        if (!chunk.revised()) {
          oldest = Math.min(oldest, chunk.grainStart());
          left -= chunk.count();
          if (left <= 0) {
            return new Found(oldest, OptionalLong.of(chunk.grainStart()));
          }
        }
      }
    }
    return new Found(oldest, OptionalLong.empty());
  }

  /** Grain of the feed's first chunk within the range. */
  OptionalLong firstGrain(String feed, long from, long before) {
    return from >= before
        ? OptionalLong.empty()
        : first(feed, from, before)
            .map(chunk -> OptionalLong.of(chunk.grainStart()))
            .orElse(OptionalLong.empty());
  }

  private Optional<StoredChunk> first(String feed, long from, long before) {
    return first(store.range(storeKey(feed, from, 0, LOWEST), lastBefore(feed, before)));
  }

  /** The first chunk of the first run of the window. */
  Optional<StoredChunk> firstRun(String feed, BatchWindow window) {
    return first(feed, window.start().getEpochSecond(), window.end().getEpochSecond());
  }

  /** The first chunk of the run after that of the given chunk, within the window. */
  Optional<StoredChunk> nextRun(StoredChunk chunk, BatchWindow window) {
    byte[] from = storeKey(chunk.feed(), chunk.grainStart(), Math.addExact(chunk.run(), 1), LOWEST);
    return first(store.range(from, lastBefore(chunk.feed(), window.end().getEpochSecond())));
  }

  /** The next chunk of the same run. */
  Optional<StoredChunk> next(StoredChunk chunk) {
    byte[] end = storeKey(chunk.feed(), chunk.grainStart(), chunk.run(), HIGHEST);
    try (var chunks = store.range(chunk.storeKey, end)) {
      while (chunks.hasNext()) {
        var entry = chunks.next();
        if (!Arrays.equals(entry.key, chunk.storeKey)) {
          return Optional.of(new StoredChunk(entry.key, entry.value));
        }
      }
      return Optional.empty();
    }
  }

  /** The last chunk of the same run whose first key is not above the key. */
  Optional<StoredChunk> lastNotAbove(StoredChunk chunk, byte[] key) {
    String feed = chunk.feed();
    return first(
        store.reverseRange(
            storeKey(feed, chunk.grainStart(), chunk.run(), LOWEST),
            storeKey(feed, chunk.grainStart(), chunk.run(), key)));
  }

  /** All chunks of the feed in the window, by run and key. */
  KeyValueIterator<byte[], byte[]> chunks(String feed, BatchWindow window) {
    return store.range(
        storeKey(feed, window.start().getEpochSecond(), 0, LOWEST),
        lastBefore(feed, window.end().getEpochSecond()));
  }

  /** All chunks from the store key on, by feed, run and key. */
  KeyValueIterator<byte[], byte[]> from(byte[] storeKey) {
    return store.range(storeKey, LAST);
  }

  /** Removes a chunk. */
  void remove(byte[] storeKey) {
    store.put(storeKey, null);
  }

  /** Leaves a {@link Trace}. */
  void leaveTrace() {
    Trace.leave(store);
  }

  /** Removes the feed's chunks of grains before the instant; at most so many. How many it were. */
  int removeBefore(String feed, long grainStart, int atMost) {
    int removed = 0;
    if (grainStart <= 0) {
      return removed;
    }
    try (var chunks = store.range(storeKey(feed, 0, 0, LOWEST), lastBefore(feed, grainStart))) {
      while (removed < atMost && chunks.hasNext()) {
        store.put(chunks.next().key, null);
        removed++;
      }
    }
    return removed;
  }

  private static Optional<StoredChunk> first(KeyValueIterator<byte[], byte[]> chunks) {
    try (chunks) {
      return chunks.hasNext()
          ? Optional.of(chunks.next()).map(entry -> new StoredChunk(entry.key, entry.value))
          : Optional.empty();
    }
  }

  private static byte[] lastBefore(String feed, long grainStart) {
    return lastOf(feed, grainStart - 1);
  }

  private static byte[] lastOf(String feed, long grainStart) {
    return storeKey(feed, grainStart, Integer.MAX_VALUE, HIGHEST);
  }

  private static byte[] storeKey(String feed, long grainStart, int run, byte[] firstKey) {
    byte[] id = feed.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + id.length + Long.BYTES + Integer.BYTES + ExposureKey.LENGTH)
        .put((byte) id.length)
        .put(id)
        .putLong(grainStart)
        .putInt(run)
        .put(firstKey)
        .array();
  }
}
