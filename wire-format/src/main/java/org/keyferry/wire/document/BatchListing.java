package org.keyferry.wire.document;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * The batches of a feed, all of them or those of one day (docs/batch-list.md).
 *
 * @param region whose phones it is for
 * @param feed the feed's id
 * @param head its place among the documents of its address
 * @param polling when to come again
 * @param day present if it is of one day
 * @param batches newest first; each window begins where that of the next entry ends
 * @param aggregates by name, such as {@code 24h}; none in that of a day
 * @param revoked newest first
 */
public record BatchListing(
    Region region,
    String feed,
    DocumentHead head,
    Polling polling,
    Optional<ListedDay> day,
    List<ListedBatch> batches,
    SortedMap<String, ListedAggregate> aggregates,
    List<RevokedBatch> revoked) {
  /** The version of the format. */
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException if windows have gaps, overlap or are out of order
   */
  public BatchListing {
    batches = List.copyOf(batches);
    aggregates = Collections.unmodifiableSortedMap(new TreeMap<>(aggregates));
    revoked = List.copyOf(revoked);
    for (int i = 1; i < batches.size(); i++) {
      ListedBatch newer = batches.get(i - 1);
      ListedBatch older = batches.get(i);
      if (!newer.window().start().equals(older.window().end())) {
        throw new IllegalArgumentException(
            new Problem(
                    "time_stamp_to",
                    "batch " + older.id(),
                    newer.window().start() + ", where the next newer window begins",
                    older.window().end().toString())
                .toString());
      }
    }
  }

  /** The JSON bytes: the same document is the same bytes. */
  public byte[] render() {
    return ListingJson.write(this);
  }

  /**
   * Reads what {@link #render} wrote; members that it doesn't know are passed over.
   *
   * @param where it comes from, for errors
   * @throws MalformedDocument if it is no such document, or its entries are out of order
   */
  public static BatchListing parse(byte[] json, String where) throws MalformedDocument {
    return DocumentFields.read(json, where, ListingJson::read);
  }

  /** The entry of that batch, if there is one. */
  public Optional<ListedBatch> find(BatchName id) {
    return batches.stream().filter(batch -> batch.id().equals(id)).findFirst();
  }

  /** What signed documents of its kind say that they are. */
  public DocumentType type() {
    return day.isPresent() ? DocumentType.BATCH_DAY : DocumentType.BATCH_LIST;
  }
}
