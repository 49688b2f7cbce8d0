package org.keyferry.exporter.aggregate;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.feed.BatchWindow;

/**
 * An aggregate that is in the store, as the metadata of its alias tells it.
 *
 * @param window of all its batches
 * @param count keys in it; of a list the sum
 * @param hash of its object
 * @param bytes of its object
 * @param isList whether the object is the list of the batches
 * @param fingerprint of its batches
 */
record BuiltAggregate(
    BatchWindow window,
    long count,
    ContentHash hash,
    long bytes,
    boolean isList,
    ContentHash fingerprint) {
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String COUNT = "count";
  private static final String OBJECT = "object";
  private static final String BYTES = "bytes";
  private static final String LIST = "list";
  private static final String FINGERPRINT = "batches";

  /** For the alias. */
  Map<String, String> metadata() {
    var metadata = new HashMap<String, String>();
    metadata.put(FROM, String.valueOf(window.start().getEpochSecond()));
    metadata.put(TO, String.valueOf(window.end().getEpochSecond()));
    metadata.put(COUNT, String.valueOf(count));
    metadata.put(OBJECT, hash.text());
    metadata.put(BYTES, String.valueOf(bytes));
    metadata.put(LIST, String.valueOf(isList));
    metadata.put(FINGERPRINT, fingerprint.text());
    return metadata;
  }

  /** From the metadata of an alias; empty if it is not one of ours. */
  static Optional<BuiltAggregate> of(Map<String, String> metadata) {
    try {
      return Optional.of(
          new BuiltAggregate(
              BatchWindow.ofEpochSeconds(
                  Long.parseLong(metadata.get(FROM)), Long.parseLong(metadata.get(TO))),
              Long.parseLong(metadata.get(COUNT)),
              new ContentHash(metadata.get(OBJECT)),
              Long.parseLong(metadata.get(BYTES)),
              Boolean.parseBoolean(metadata.get(LIST)),
              new ContentHash(metadata.get(FINGERPRINT))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The name of its object, relative to the public prefix. */
  String objectName(String feed, AggregateName name) {
    return isList
        ? DocumentNames.aggregateList(feed, name.word(), hash)
        : DocumentNames.aggregate(feed, name.word(), hash);
  }

  /** Whether it holds what the list says of its time, and nothing that was taken back or went. */
  boolean isOf(AggregateName name, List<ListedBatch> listed) {
    return scope(name, listed).filter(scope -> scope.fingerprint().equals(fingerprint)).isPresent();
  }

  private Optional<AggregateScope> scope(AggregateName name, List<ListedBatch> listed) {
    Instant end = window.end();
    return AggregateScope.asOf(name, end, listed);
  }

  /** The list's entry; empty if it holds something that the list doesn't. */
  Optional<ListedAggregate> listed(AggregateName name, List<ListedBatch> listed) {
    if (!isOf(name, listed)) {
      return Optional.empty();
    }
    var object = new ListedObject(DocumentNames.aggregateUriInList(name.word(), hash), hash, bytes);
    var batches =
        isList
            ? scope(name, listed).orElseThrow().withKeys().stream().map(ListedBatch::id).toList()
            : List.<BatchName>of();
    return Optional.of(new ListedAggregate(window, count, object, batches));
  }
}
