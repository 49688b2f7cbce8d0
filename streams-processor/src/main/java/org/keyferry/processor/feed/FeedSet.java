package org.keyferry.processor.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The feeds that a key belongs to. Stored by id, so that a plan with other feeds or another order
 * still reads it.
 *
 * <p>Layout: for each feed, ascending by id, one byte of length and the id in ASCII.
 */
public final class FeedSet {
  private final List<String> ids;
  private final byte[] bytes;
  private final int hash;

  private FeedSet(List<String> ids, byte[] bytes) {
    this.ids = ids;
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** The set of these feeds, by id. */
  public static FeedSet of(Collection<String> ids) {
    var sorted = ids.stream().distinct().sorted().toList();
    int length = sorted.stream().mapToInt(id -> 1 + id.length()).sum();
    byte[] bytes = new byte[length];
    int at = 0;
    for (String id : sorted) {
      bytes[at++] = (byte) id.length();
      System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, id.length());
      at += id.length();
    }
    return new FeedSet(sorted, bytes);
  }

  /** Reads what {@link #write} wrote, from a part of an array. */
  public static FeedSet read(byte[] array, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(array, from, to);
    var ids = new ArrayList<String>();
    int at = 0;
    while (at < bytes.length) {
      int length = bytes[at++];
      ids.add(new String(bytes, at, length, StandardCharsets.US_ASCII));
      at += length;
    }
    return new FeedSet(List.copyOf(ids), bytes);
  }

  /** The feeds' ids, ascending. */
  public List<String> ids() {
    return ids;
  }

  /** Whether no feed takes the key. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Length of the layout in bytes. */
  public int length() {
    return bytes.length;
  }

  /** Copies the layout into the array. */
  public void write(byte[] array, int at) {
    System.arraycopy(bytes, 0, array, at, bytes.length);
  }

  /** Whether the part of the array holds this set. */
  public boolean isAt(byte[] array, int from, int to) {
    return Arrays.equals(bytes, 0, bytes.length, array, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof FeedSet that && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return ids.toString();
  }
}
