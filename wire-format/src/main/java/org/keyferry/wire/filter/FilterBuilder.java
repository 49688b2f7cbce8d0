package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.edi.BatchStamp;

/**
 * Takes items and makes a filter of them. Equal items in any order, stamp and batch id give equal
 * bytes. For one thread, and one filter.
 *
 * <p>A binary fuse filter of 10 million items needs 32 bytes for each of them while they come, and
 * at most 80 at the end.
 */
public final class FilterBuilder {
  private static final Pattern BATCH_ID = Pattern.compile("[!-~]{1,64}");
  private static final int MOST_ATTEMPTS = 1_000;

  /** A table of buckets that is too full for so many salts becomes twice as large. */
  private static final int ATTEMPTS_OF_A_TABLE = 8;

  private final FilterShape shape;
  private final BatchStamp batch;
  private final String batchId;
  private final FlatRecords items = new FlatRecords(ItemSet.ITEM_LENGTH);
  private boolean built;

  /**
   * @param shape what the filter is like
   * @param batch of which batch
   * @param batchId the batch's id, 1 to 64 printable ASCII characters: part of the salt
   * @throws IllegalArgumentException if the id is another
   */
  public FilterBuilder(FilterShape shape, BatchStamp batch, String batchId) {
    this.shape = shape;
    this.batch = batch;
    this.batchId = batchId;
    if (!BATCH_ID.matcher(batchId).matches()) {
      throw new IllegalArgumentException(
          new Problem("batch id", "filter", "1 to 64 printable ASCII characters", "others")
              .toString());
    }
  }

  /**
   * Adds an item; a repeat changes nothing.
   *
   * @param item 32 bytes
   * @throws IllegalArgumentException if there are not 32
   * @throws IllegalStateException when built
   */
  public void add(byte[] item) {
    ExposureFilter.requireItem(item);
    requireOpen();
    items.add(item, 0);
  }

  /**
   * Makes the filter.
   *
   * @throws IllegalArgumentException if its body would be longer than 2³¹−1 bytes
   * @throws IllegalStateException if it was built already
   */
  public BuiltFilter build() {
    requireOpen();
    built = true;
    var set = new ItemSet(items);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var salt = set.salt(batchId, attempt);
      var body = body(set, salt, attempt);
      if (body.isPresent()) {
        return new BuiltFilter(header(set, salt, attempt, body.get()), body.get().bytes());
      }
    }
    throw new IllegalStateException(
        MOST_ATTEMPTS + " salts gave no filter of " + set.size() + " items");
  }

  private Optional<Body> body(ItemSet set, ByteString salt, int attempt) {
    return switch (shape.kind()) {
      case BINARY_FUSE -> new FuseConstruction(set, shape, salt).body();
      case CUCKOO -> {
        var layout = CuckooLayout.forItems(set.size());
        for (int table = 0; table < attempt / ATTEMPTS_OF_A_TABLE; table++) {
          layout = layout.doubled();
        }
        yield new CuckooConstruction(layout, set, shape, salt).body();
      }
      case GOLOMB -> Optional.of(new GolombConstruction(set, shape, salt).body());
    };
  }

  private FilterHeader header(ItemSet set, ByteString salt, int attempt, Body body) {
    return new FilterHeader(
        shape,
        batch,
        set.size(),
        salt,
        attempt,
        body.layout(),
        body.bytes().length,
        Sha256.of(body.bytes()));
  }

  private void requireOpen() {
    if (built) {
      throw new IllegalStateException("the filter is built");
    }
  }
}
