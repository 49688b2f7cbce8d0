package org.keyferry.processor;

import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store that counts how often it is asked for an entry and written to. Traces of sweeps, which
 * are as many as the machine is fast, aren't entries.
 */
final class CountedStore implements KeyValueStore<byte[], byte[]> {
  private static final int SHORTEST_KEY = 2;

  private final KeyValueStore<byte[], byte[]> inner;
  private final Counts counts = new Counts();

  /** Numbers of operations. */
  static final class Counts {
    private long lookUps;
    private long writes;

    long lookUps() {
      return lookUps;
    }

    long writes() {
      return writes;
    }
  }

  CountedStore(KeyValueStore<byte[], byte[]> inner) {
    this.inner = inner;
  }

  Counts counts() {
    return counts;
  }

  @Override
  public byte[] get(byte[] key) {
    counts.lookUps++;
    return inner.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    counts.writes += key.length < SHORTEST_KEY ? 0 : 1;
    inner.put(key, value);
  }

  @Override
  public byte[] putIfAbsent(byte[] key, byte[] value) {
    counts.lookUps++;
    counts.writes++;
    return inner.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<byte[], byte[]>> entries) {
    counts.writes += entries.size();
    inner.putAll(entries);
  }

  @Override
  public byte[] delete(byte[] key) {
    counts.lookUps++;
    counts.writes++;
    return inner.delete(key);
  }

  @Override
  public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
    return inner.range(from, to);
  }

  @Override
  public KeyValueIterator<byte[], byte[]> reverseRange(byte[] from, byte[] to) {
    return inner.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<byte[], byte[]> all() {
    return inner.all();
  }

  @Override
  public long approximateNumEntries() {
    return inner.approximateNumEntries();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    inner.init(context, root);
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public boolean persistent() {
    return inner.persistent();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }
}
