package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedFilter;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.list.FeedLists;
import org.keyferry.exporter.list.ReaderNames.Place;
import org.keyferry.exporter.record.PublishedBatches;

/**
 * Makes all objects of a batch be in the store, with the bytes that they had if they were there
 * before.
 *
 * @param files its export files
 * @param data its keys in one object
 * @param filters what its keys broadcast
 * @param lists where it has its place
 * @param published what was recorded of it
 */
record BatchObjects(
    BatchFiles files,
    DataObjects data,
    FilterObjects filters,
    FeedLists lists,
    PublishedBatches published) {

  StoredBatch store(CompleteBatch batch) throws IOException {
    Optional<PublishedBatch> before = published.find(batch.id());
    if (!batch.isListed()) {
      var stored = batch.keys() == 0 ? List.<PublishedObject>of() : filesAlone(batch, before);
      return new StoredBatch(Optional.empty(), stored, Optional.empty(), Optional.empty());
    }
    Place place = lists.place(batch.id().feed(), batch.window(), batch.id().sequence());
    if (batch.keys() == 0) {
      return new StoredBatch(
          Optional.of(place.name()), List.of(), Optional.empty(), Optional.empty());
    }
    // Side by side: with the files first, all that follows would leave processors idle.
    try (var underWay = files.begin(batch, before)) {
      var keys = data.data(batch, place);
      var stored = underWay.await();
      // After the files, so that the heap never has to hold both.
      return new StoredBatch(Optional.of(place.name()), stored, keys, filter(batch, place, before));
    }
  }

  private List<PublishedObject> filesAlone(CompleteBatch batch, Optional<PublishedBatch> before)
      throws IOException {
    try (var underWay = files.begin(batch, before)) {
      return underWay.await();
    }
  }

  /** As before if there was data before, whatever the settings say now. */
  private Optional<PublishedFilter> filter(
      CompleteBatch batch, Place place, Optional<PublishedBatch> before) throws IOException {
    if (before.isEmpty() || !before.get().hasData()) {
      return filters.of(batch, place);
    }
    return before.get().hasFilter()
        ? filters.again(batch, place, before.get().getFilter())
        : Optional.empty();
  }
}
