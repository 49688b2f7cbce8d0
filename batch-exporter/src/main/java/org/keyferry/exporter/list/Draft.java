package org.keyferry.exporter.list;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.FileIndex;

/**
 * What a document is to say, before it has a place among those of its address.
 *
 * @param name in the bucket, without ending
 * @param type what it is
 * @param rendering the JSON bytes with a head
 */
record Draft(String name, DocumentType type, Function<DocumentHead, byte[]> rendering) {
  /** Stands in for the head where documents are compared by what they say. */
  static final DocumentHead NO_HEAD =
      new DocumentHead(1, Optional.empty(), Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

  /** A list, of all batches or of a day. */
  static Draft of(BatchListing listing) {
    String name =
        listing
            .day()
            .map(day -> DocumentNames.day(listing.feed(), day.date()))
            .orElseGet(() -> DocumentNames.list(listing.feed()));
    return new Draft(
        ObjectFolder.PUBLIC.inBucket(name),
        listing.type(),
        head ->
            new BatchListing(
                    listing.region(),
                    listing.feed(),
                    head,
                    listing.polling(),
                    listing.day(),
                    listing.batches(),
                    listing.aggregates(),
                    listing.revoked())
                .render());
  }

  /** The twin of an index. */
  static Draft of(FileIndex twin) {
    return new Draft(
        nameOfTwin(twin.feed()),
        DocumentType.FILE_INDEX,
        head -> new FileIndex(twin.feed(), head, twin.indexHash(), twin.files()).render());
  }

  static String nameOfTwin(String feed) {
    return ObjectFolder.PUBLIC.inBucket(DocumentNames.fileIndex(feed));
  }

  /** What it says, whenever it is issued. */
  ContentHash content() {
    return ContentHash.of(rendering.apply(NO_HEAD));
  }

  /** The representation that counts. */
  String signed() {
    return DocumentNames.jws(name);
  }

  /** The name of the representation beside the one that counts, if there is one. */
  Optional<String> other() {
    return type == DocumentType.FILE_INDEX
        ? Optional.empty()
        : Optional.of(DocumentNames.json(name));
  }
}
