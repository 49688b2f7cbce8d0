package org.keyferry.exporter.list;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;

/** Knows the objects that hold the keys of many batches. */
@FunctionalInterface
public interface Aggregates {
  /** There are none. */
  Aggregates NONE = (feed, batches) -> new TreeMap<>();

  /**
   * Those that the store has of the feed, by name; asked each time that a list is made.
   *
   * @param batches what the list will name, newest first
   */
  SortedMap<String, ListedAggregate> of(String feed, List<ListedBatch> batches);
}
