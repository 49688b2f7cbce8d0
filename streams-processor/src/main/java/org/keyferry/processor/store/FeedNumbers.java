package org.keyferry.processor.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.keyferry.processor.feed.FeedSet;

/**
 * Writes the feeds that a released key is in with a number for each feed instead of its id: there
 * are millions of known keys, and few feeds. A feed keeps its number for ever, also when it leaves
 * the plan: the store {@code feed-numbers}, from id in ASCII to number in 4 bytes, big-endian.
 *
 * <p>Layout: nothing for no feed; else 1 byte kind, and then for kind 0 the numbers, ascending,
 * each as the varint of its distance to the one before, for kind 1 one bit for each number, lowest
 * first. The shorter of both is taken.
 */
public final class FeedNumbers {
  private static final byte[] NONE = {};
  private static final int LIST = 0;
  private static final int BITS = 1;
  private static final int VARINT_BITS = 7;
  private static final int MORE = 1 << VARINT_BITS;

  private final KeyValueStore<byte[], byte[]> store;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, String> ids = new HashMap<>();
  private FeedSet lastSet = FeedSet.of(List.of());
  private byte[] lastBytes = NONE;

  public FeedNumbers(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    load();
  }

  private void load() {
    try (var entries = store.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        learn(new String(entry.key, US_ASCII), ByteBuffer.wrap(entry.value).getInt());
      }
    }
  }

  private void learn(String id, int number) {
    numbers.put(id, number);
    ids.put(number, id);
  }

  /** The layout of the set. Not to be changed. */
  public byte[] encode(FeedSet feeds) {
    if (!feeds.equals(lastSet)) {
      BitSet bits = new BitSet();
      feeds.ids().forEach(id -> bits.set(number(id)));
      byte[] list = list(bits);
      byte[] asBits = bits(bits);
      lastBytes = list.length <= asBits.length ? list : asBits;
      lastSet = feeds;
    }
    return lastBytes;
  }

  private int number(String id) {
    Integer known = numbers.get(id);
    if (known != null) {
      return known;
    }
    // Another stage of the task may have given it one.
    load();
    int number = numbers.getOrDefault(id, numbers.size());
    store.put(id.getBytes(US_ASCII), ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    learn(id, number);
    return number;
  }

  private static byte[] list(BitSet numbers) {
    if (numbers.isEmpty()) {
      return NONE;
    }
    var out = new ByteArrayOutputStream();
    out.write(LIST);
    int before = 0;
    for (int next = numbers.nextSetBit(0); next >= 0; next = numbers.nextSetBit(next + 1)) {
      int distance = next - before;
      for (; distance >= MORE; distance >>>= VARINT_BITS) {
        out.write(distance | MORE);
      }
      out.write(distance);
      before = next;
    }
    return out.toByteArray();
  }

  private static byte[] bits(BitSet numbers) {
    byte[] bits = numbers.toByteArray();
    return ByteBuffer.allocate(1 + bits.length).put((byte) BITS).put(bits).array();
  }

  /** The feeds of a value of the store {@code known-keys}. */
  public FeedSet feedsOf(byte[] knownValue) {
    var fields = ByteBuffer.wrap(knownValue).position(KnownKey.LENGTH);
    var feeds = new ArrayList<String>();
    if (fields.hasRemaining()) {
      BitSet numbers = fields.get() == BITS ? BitSet.valueOf(fields) : readList(fields);
      numbers.stream().forEach(number -> feeds.add(id(number)));
    }
    return FeedSet.of(feeds);
  }

  private static BitSet readList(ByteBuffer fields) {
    var numbers = new BitSet();
    int number = 0;
    while (fields.hasRemaining()) {
      int distance = 0;
      int next = MORE;
      for (int shift = 0; (next & MORE) != 0; shift += VARINT_BITS) {
        next = fields.get();
        distance |= (next & (MORE - 1)) << shift;
      }
      number += distance;
      numbers.set(number);
    }
    return numbers;
  }

  private String id(int number) {
    if (!ids.containsKey(number)) {
      load();
    }
    String id = ids.get(number);
    if (id == null) {
      throw new IllegalStateException("the store feed-numbers has lost feed " + number);
    }
    return id;
  }
}
