package org.keyferry.connector.pull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.keyferry.wire.Sha256;

/**
 * Names of files that were read, as long as their list has them: a list tells neither an order nor
 * what is new. Eight bytes of a hash each, so that the names of weeks fit into an offset.
 */
public record SeenNames(Set<Long> hashes) {
  /** No name. */
  public static final SeenNames NONE = new SeenNames(Set.of());

  /** More names than this in one list can't be followed: 14 days of a file every 2 minutes. */
  public static final int MOST = 10_000;

  public SeenNames {
    hashes = Set.copyOf(hashes);
  }

  /** Whether the name was read. */
  public boolean contains(String name) {
    return hashes.contains(hash(name));
  }

  /** With that name. */
  public SeenNames plus(String name) {
    var more = new TreeSet<>(hashes);
    more.add(hash(name));
    return new SeenNames(more);
  }

  /** Without names that the list does not have any more. */
  public SeenNames within(Collection<String> list) {
    var kept = new TreeSet<Long>();
    for (String name : list) {
      long hash = hash(name);
      if (hashes.contains(hash)) {
        kept.add(hash);
      }
    }
    return new SeenNames(kept);
  }

  private static long hash(String name) {
    return ByteBuffer.wrap(Sha256.bytesOf(name.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** As text that {@link #parse} reads. */
  public String render() {
    var bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
    hashes.stream().sorted().forEach(bytes::putLong);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Reads what {@link #render} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static SeenNames parse(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    var hashes = new TreeSet<Long>();
    while (bytes.remaining() >= Long.BYTES) {
      hashes.add(bytes.getLong());
    }
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException("expected 8 bytes a name, got more");
    }
    return new SeenNames(hashes);
  }
}
