package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
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

  /** The objects of a recorded batch that the store lost; none if the batch was withdrawn. */
  public List<PublishedObject> missing(PublishedBatch batch) throws IOException {
    var missing = new ArrayList<PublishedObject>();
    if (batch.hasWithdrawal()) {
      return missing;
    }
    ObjectFolder folder = ObjectFolder.of(batch.getAudience());
    for (PublishedObject object : batch.getObjectsList()) {
      Optional<ObjectHead> head = store.head(folder.inBucket(object.getName()));
      if (head.isEmpty() || head.get().size() != object.getSizeBytes()) {
        LOG.atWarn()
            .addKeyValue("batch", batch.getFeed() + "/" + batch.getSequence())
            .addKeyValue("object", object.getName())
            .log("the store lost an object that was published");
        missing.add(object);
      }
    }
    return missing;
  }
}
