package org.keyferry.exporter.list;

import static org.keyferry.exporter.list.IssuedDocuments.replacement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.keyferry.exporter.list.ConditionalObjects.Replacement;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.FileIndex;
import org.keyferry.wire.export.ExportIndex;
import org.keyferry.wire.export.ObjectNames;

/**
 * What a document is to say, before it has a place among those of its address.
 *
 * @param name in the bucket, without ending
 * @param type what it is
 * @param index whose twin it is, which then gets a compressed representation with it
 * @param rendering the JSON bytes with a head
 */
record Draft(
    String name,
    DocumentType type,
    Optional<ExportIndex> index,
    Function<DocumentHead, byte[]> rendering) {
  /** Stands in for the head where documents are compared by what they say. */
  static final DocumentHead NO_HEAD =
      new DocumentHead(1, Optional.empty(), Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

  private static final int SMALLEST = 9;
  private static final String TEXT = ".txt";

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
        Optional.empty(),
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
  static Draft of(FileIndex twin, ExportIndex index) {
    return new Draft(
        nameOfTwin(twin.feed()),
        DocumentType.FILE_INDEX,
        Optional.of(index),
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

  /** The names of the representations beside the one that counts. */
  List<String> others() {
    String signed = DocumentNames.gzip(signed());
    String plain = DocumentNames.json(name);
    return index.isPresent()
        ? List.of(DocumentNames.gzip(name + TEXT), signed)
        : List.of(plain, DocumentNames.gzip(plain), signed);
  }

  /** The representations beside the one that counts. */
  List<Replacement> others(byte[] json, byte[] jws, Map<String, String> metadata) {
    var all = new ArrayList<Replacement>();
    var names = others();
    if (index.isPresent()) {
      byte[] text = gzip(index.get().render());
      all.add(replacement(names.getFirst(), ObjectNames.INDEX_MEDIA_TYPE, text, metadata));
    } else {
      all.add(replacement(names.getFirst(), DocumentNames.JSON_MEDIA_TYPE, json, metadata));
      all.add(replacement(names.get(1), DocumentNames.JSON_MEDIA_TYPE, gzip(json), metadata));
    }
    all.add(replacement(names.getLast(), DocumentNames.JWS_MEDIA_TYPE, gzip(jws), metadata));
    return all;
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new SmallGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The same bytes always: the header has no time. */
  private static final class SmallGzip extends GZIPOutputStream {
    private SmallGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(SMALLEST);
    }
  }
}
