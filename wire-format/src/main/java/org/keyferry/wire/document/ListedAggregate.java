package org.keyferry.wire.document;

import java.util.List;
import org.keyferry.wire.feed.BatchWindow;

/**
 * The keys of many batches, each once, in one object; or the list of those batches where that
 * object would be too large.
 *
 * @param window of all the batches
 * @param count keys; of a list the sum
 * @param object the keys, or the list
 * @param batches the batches of a list; none where the object has the keys themselves
 */
public record ListedAggregate(
    BatchWindow window, long count, ListedObject object, List<BatchName> batches) {
  public ListedAggregate {
    batches = List.copyOf(batches);
  }
}
