package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.list.ReaderNames;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.wire.document.DocumentNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which batches need nothing more, however often their records are read again.
 *
 * <p>in: {@link PublishedBatches}, and the store where a batch is recorded; out: yes or no
 */
public final class SettledBatches {
  private static final Logger LOG = LoggerFactory.getLogger(SettledBatches.class);

  private final ObjectStore store;
  private final PublishedBatches published;

  public SettledBatches(ObjectStore store, PublishedBatches published) {
    this.store = store;
    this.published = published;
  }

  /**
   * Whether the batch is recorded and its objects are there, or a later one of its feed is
   * recorded: those of a feed are published in order. A recorded batch that the store lost is not
   * settled.
   */
  public boolean contains(BatchId id) throws IOException {
    Optional<PublishedBatch> recorded = published.find(id);
    if (recorded.isEmpty()) {
      return id.sequence() <= published.lastSequence(id.feed());
    }
    return missing(recorded.get()).isEmpty();
  }

  /**
   * The names of the objects of a recorded batch that the store lost, or that builds before these
   * objects did not make; none if the batch was withdrawn.
   */
  public List<String> missing(PublishedBatch batch) throws IOException {
    var missing = new ArrayList<String>();
    if (batch.hasWithdrawal()) {
      return missing;
    }
    ObjectFolder folder = ObjectFolder.of(batch.getAudience());
    for (var object : sizes(batch).entrySet()) {
      Optional<ObjectHead> head = store.head(folder.inBucket(object.getKey()));
      if (head.isEmpty() || head.get().size() != object.getValue()) {
        LOG.atWarn()
            .addKeyValue("batch", batch.getFeed() + "/" + batch.getSequence())
            .addKeyValue("object", object.getKey())
            .log("the store lost an object that was published");
        missing.add(object.getKey());
      }
    }
    if (folder == ObjectFolder.PUBLIC && batch.getObjectsCount() > 0 && !batch.hasData()) {
      missing.add(DocumentNames.data(batch.getFeed(), new ReaderNames(List.of()).of(batch)));
    }
    return missing;
  }

  private static Map<String, Long> sizes(PublishedBatch batch) {
    var sizes = new LinkedHashMap<String, Long>();
    batch.getObjectsList().forEach(each -> sizes.put(each.getName(), each.getSizeBytes()));
    if (batch.hasData()) {
      sizes.put(batch.getData().getName(), batch.getData().getSizeBytes());
    }
    if (batch.hasFilter()) {
      var filter = batch.getFilter().getObject();
      sizes.put(filter.getName(), filter.getSizeBytes());
    }
    return sizes;
  }
}
