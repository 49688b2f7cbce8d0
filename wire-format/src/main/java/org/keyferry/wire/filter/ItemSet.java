package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.keyferry.wire.Sha256;

/** The closed set of a filter's items: sorted, each once. */
final class ItemSet {
  /** Bytes of an item. */
  static final int ITEM_LENGTH = 32;

  private final FlatRecords items;
  private final byte[] digest;

  /**
   * Closes the set.
   *
   * @param items in any order, some of them twice; theirs is the memory
   */
  ItemSet(FlatRecords items) {
    items.sort();
    items.removeRepeats();
    this.items = items;
    MessageDigest all = Sha256.begun();
    for (int i = 0; i < items.size(); i++) {
      items.update(all, i);
    }
    this.digest = all.digest();
  }

  int size() {
    return items.size();
  }

  /** Hashes the item. */
  SaltedItem hash(int index, SaltedItem salted) {
    return salted.of(items.block(index), items.offset(index));
  }

  /** The salt of an attempt; it depends on all items, so no one can choose items to fit it. */
  ByteString salt(String batchId, int attempt) {
    MessageDigest salt = Sha256.begun();
    salt.update("CCF1".getBytes(US_ASCII));
    salt.update(batchId.getBytes(US_ASCII));
    salt.update(digest);
    salt.update(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(attempt)
            .array());
    return ByteString.copyFrom(salt.digest(), 0, FilterHeader.SALT_LENGTH);
  }
}
