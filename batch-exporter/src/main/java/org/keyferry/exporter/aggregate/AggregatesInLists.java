package org.keyferry.exporter.aggregate;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyferry.exporter.list.Aggregates;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells lists which aggregates there are. A list waits for none: it can do without. */
record AggregatesInLists(FeedAggregates aggregates) implements Aggregates {
  private static final Logger LOG = LoggerFactory.getLogger(AggregatesInLists.class);

  @Override
  public SortedMap<String, ListedAggregate> of(String feed, List<ListedBatch> batches) {
    try {
      return aggregates.listed(feed, batches);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("feed", feed)
          .addKeyValue("cause", e.toString())
          .log("aggregates could not be looked at; a list is made without them, and soon anew");
      return new TreeMap<>();
    }
  }
}
