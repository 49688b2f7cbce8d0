package org.keyferry.exporter.publish;

import java.util.List;
import java.util.Optional;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedData;
import org.keyferry.event.v1.PublishedFilter;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.wire.document.BatchName;

/**
 * What of a batch is in the store.
 *
 * @param name under which phones know it, if they read it
 * @param files its export files
 * @param data its keys in one object, if phones read it
 * @param filter of what its keys broadcast, if it has one
 */
public record StoredBatch(
    Optional<BatchName> name,
    List<PublishedObject> files,
    Optional<PublishedData> data,
    Optional<PublishedFilter> filter) {

  public StoredBatch {
    files = List.copyOf(files);
  }

  /** The record of the batch with these objects in place of those that it had. */
  public PublishedBatch in(PublishedBatch record) {
    var builder = record.toBuilder().clearObjects().addAllObjects(files).clearData().clearFilter();
    name.map(BatchName::toString).ifPresent(builder::setBatchName);
    data.ifPresent(builder::setData);
    filter.ifPresent(builder::setFilter);
    return builder.build();
  }
}
