package org.keyferry.exporter.view;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;

/**
 * The chunks of a feed under their numbers: an alias for each, which names an export file or, by
 * having no content, nothing. Which there have to be follows from the records alone.
 *
 * <p>in: {@code batches.published}; out: {@code FEED/v1/keys/N.alias}, {@code first.alias}, {@code
 * latest.alias}
 */
final class ChunkAliases {
  static final String FIRST = "first";
  static final String LATEST = "latest";

  private static final String CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=60";
  private static final String ENDING = ".alias";
  private static final String NOTHING = "";

  private final ObjectStore store;

  ChunkAliases(ObjectStore store) {
    this.store = store;
  }

  /**
   * What each chunk is, by its number: the name of an export file, or empty.
   *
   * @param records of the feed
   */
  static NavigableMap<Long, String> chunks(List<PublishedBatch> records) {
    var chunks = new TreeMap<Long, String>();
    for (PublishedBatch batch : records) {
      long first = batch.getFirstChunk();
      // Records of the first builds have no numbers.
      if (first > 0) {
        int count = Math.max(1, batch.getObjectsCount());
        for (int i = 0; i < count; i++) {
          boolean isThere = i < batch.getObjectsCount() && !batch.hasWithdrawal();
          chunks.put(first + i, isThere ? batch.getObjects(i).getName() : NOTHING);
        }
      }
    }
    return chunks;
  }

  /**
   * Makes the aliases of a feed be those.
   *
   * @param before what they were when this last succeeded; empty if that is not known
   * @throws IOException if the store fails or another writer was faster; to be tried again
   */
  void refresh(String feed, NavigableMap<Long, String> chunks, Optional<Map<Long, String>> before)
      throws IOException {
    List<String> stored = before.isPresent() ? List.of() : stored(feed);
    Map<Long, String> known = before.orElse(Map.of());
    for (var each : chunks.entrySet()) {
      if (!each.getValue().equals(known.get(each.getKey()))) {
        put(feed, String.valueOf(each.getKey()), each.getKey(), each.getValue());
      }
    }
    if (!chunks.isEmpty()) {
      // Behind the chunks: who is told of a number finds it.
      put(feed, LATEST, chunks.lastKey(), chunks.lastEntry().getValue());
      put(feed, FIRST, chunks.firstKey(), chunks.firstEntry().getValue());
    }
    for (String word : stored) {
      if (!chunks.containsKey(number(word))) {
        delete(feed, word);
      }
    }
    for (Long number : known.keySet()) {
      if (!chunks.containsKey(number)) {
        delete(feed, String.valueOf(number));
      }
    }
    if (chunks.isEmpty() && (before.isEmpty() || !known.isEmpty())) {
      delete(feed, FIRST);
      delete(feed, LATEST);
    }
  }

  private static String folder(String feed) {
    return ObjectFolder.PUBLIC.inBucket(feed + "/v1/keys/");
  }

  private static String name(String feed, String word) {
    return folder(feed) + word + ENDING;
  }

  /** The numbers of chunks that have an alias, as words. */
  private List<String> stored(String feed) throws IOException {
    int prefix = folder(feed).length();
    return store.list(folder(feed)).stream()
        .filter(name -> name.endsWith(ENDING))
        .map(name -> name.substring(prefix, name.length() - ENDING.length()))
        .filter(word -> word.matches("[1-9]\\d{0,17}"))
        .toList();
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  private void put(String feed, String word, long number, String target) throws IOException {
    String name = name(feed, word);
    byte[] bytes = target.getBytes(US_ASCII);
    Map<String, String> metadata =
        Map.of(
            DocumentNames.HASH_METADATA,
            ContentHash.of(bytes).text(),
            DocumentNames.CHUNK_METADATA,
            String.valueOf(number));
    var content = Content.of(bytes, DocumentNames.ALIAS_MEDIA_TYPE, CACHE_CONTROL, metadata);
    Optional<ObjectHead> head = store.head(name);
    if (head.isPresent() && head.get().metadata().equals(metadata)) {
      return;
    }
    Stored stored =
        head.isEmpty()
            ? store.putIfAbsent(name, content)
            : store.putIfMatch(name, head.get().etag(), content);
    if (!(stored instanceof Stored.Written)) {
      throw new IOException("another writer has changed " + name);
    }
  }

  private void delete(String feed, String word) throws IOException {
    store.delete(name(feed, word));
  }
}
