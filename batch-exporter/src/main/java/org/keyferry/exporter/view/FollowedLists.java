package org.keyferry.exporter.view;

import java.io.IOException;
import java.util.Optional;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.exporter.aggregate.FeedAggregates;
import org.keyferry.exporter.list.ListUpkeep;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.MalformedDocument;

/**
 * Has the aggregates of a feed follow its list, and the list name them.
 *
 * <p>in: the list of a feed; out: aggregates, and the list with them
 */
final class FollowedLists {
  private final ObjectStore store;
  private final FeedAggregates aggregates;
  private final ListUpkeep lists;

  FollowedLists(ObjectStore store, FeedAggregates aggregates, ListUpkeep lists) {
    this.store = store;
    this.aggregates = aggregates;
    this.lists = lists;
  }

  /** Trusts nothing that is remembered. */
  void forget() {
    aggregates.forget();
  }

  /** Makes what is due, and deletes what nobody needs any more. */
  void follow(String feed) throws IOException {
    Optional<BatchListing> list = list(feed);
    if (list.isPresent()) {
      aggregates.refresh(list.get());
      if (!aggregates.listed(feed, list.get().batches()).equals(list.get().aggregates())) {
        lists.renew(feed);
      }
      aggregates.tidy(feed);
    }
  }

  private Optional<BatchListing> list(String feed) throws IOException {
    String name = DocumentNames.json(DocumentNames.list(feed));
    try (StoredObject object = store.get(ObjectFolder.PUBLIC.inBucket(name)).orElse(null)) {
      return object == null
          ? Optional.empty()
          : Optional.of(BatchListing.parse(object.bytes().readAllBytes(), name));
    } catch (MalformedDocument e) {
      throw new IOException(name + " is not a list that was written here", e);
    }
  }
}
