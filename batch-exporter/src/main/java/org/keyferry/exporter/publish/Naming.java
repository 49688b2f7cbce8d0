package org.keyferry.exporter.publish;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.list.FeedLists;
import org.keyferry.exporter.record.BatchWriter.VisibleStep;
import org.keyferry.wire.export.ExportIndex;

/**
 * Has readers find objects: first the index names them, then the documents do, and then the record
 * is seen.
 *
 * @param indexes of all feeds
 * @param lists the documents of those that phones read
 */
public record Naming(FeedIndexes indexes, FeedLists lists) {

  /**
   * Has the index name objects in place of others, and the documents say what is recorded.
   *
   * @param batch of which feed
   * @param pending the records that will be visible then
   */
  public VisibleStep step(
      PublishedBatch batch,
      List<PublishedBatch> pending,
      List<PublishedObject> removed,
      List<PublishedObject> added) {
    String feed = batch.getFeed();
    ObjectFolder folder = ObjectFolder.of(batch.getAudience());
    return fence -> {
      Optional<FeedLists.Change> change =
          folder == ObjectFolder.PUBLIC
              ? Optional.of(lists.change(feed, pending))
              : Optional.empty();
      var asked = new AtomicBoolean();
      ExportIndex index =
          indexes
              .in(folder)
              .behind(() -> {
                fence.check();
                asked.set(true);
              })
              .replace(feed, names(removed), names(added));
      if (change.isPresent()) {
        change.get().write(index, fence, asked.get());
      }
    };
  }

  private static List<String> names(List<PublishedObject> objects) {
    return objects.stream().map(PublishedObject::getName).toList();
  }
}
