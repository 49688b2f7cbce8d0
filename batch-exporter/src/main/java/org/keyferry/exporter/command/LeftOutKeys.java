package org.keyferry.exporter.command;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyferry.exporter.spool.BatchSpool;

/**
 * The keys that a correction leaves out, known by their digests alone.
 *
 * @param sha256 of the 16 bytes of each
 */
public record LeftOutKeys(Set<ByteString> sha256) {

  public LeftOutKeys {
    sha256 = Set.copyOf(sha256);
  }

  /** As a command lists them, however often. */
  public static LeftOutKeys of(List<ByteString> sha256) {
    return new LeftOutKeys(new HashSet<>(sha256));
  }

  /**
   * Copies all keys but these.
   *
   * @return how many of these are not among the keys
   */
  public int copy(BatchSpool all, BatchSpool kept) throws IOException {
    var absent = new HashSet<>(sha256);
    all.copyTo(
        kept,
        key -> {
          ByteString digest = sha256(key);
          absent.remove(digest);
          return !sha256.contains(digest);
        });
    return absent.size();
  }

  private static ByteString sha256(byte[] key) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
