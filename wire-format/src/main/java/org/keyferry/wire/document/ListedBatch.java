package org.keyferry.wire.document;

import java.util.List;
import java.util.Optional;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;

/**
 * A window of a feed and what was published for it.
 *
 * @param id ends with the window
 * @param sequence the number of the batch in its feed
 * @param window follows that of the next entry without a gap
 * @param count its keys, padding included; 0 where there are none, or none any more
 * @param data its keys in one object; empty where there are none, or the batch is older than these
 *     objects and has export files alone
 * @param filter of what its keys broadcast; empty where there is none
 * @param exposedKeyBits 0: the batch is not split by bits of its keys
 * @param replaces the batch whose place it takes, in corrections alone
 * @param withdrawn batches of the window that were withdrawn and not replaced
 */
public record ListedBatch(
    BatchName id,
    long sequence,
    BatchWindow window,
    long count,
    Optional<ListedObject> data,
    Optional<ListedFilter> filter,
    int exposedKeyBits,
    Optional<BatchName> replaces,
    List<BatchName> withdrawn) {

  /**
   * @throws IllegalArgumentException if its parts contradict each other
   */
  public ListedBatch {
    withdrawn = List.copyOf(withdrawn);
    check(id.windowEnd().equals(window.end()), "id", "the end of window " + window, id);
    check(sequence >= 1, "seq", "1 or more", sequence);
    check(count >= 0, "count", "0 or more", count);
    check(exposedKeyBits == 0, "exposed_key_bits", "0, as no batch is split", exposedKeyBits);
    check(count > 0 || data.isEmpty(), "uri_data", "none, as there is no key", "one");
    check(data.isPresent() || filter.isEmpty(), "uri_filter", "none without uri_data", "one");
    check(
        replaces.isEmpty() || replaces.get().compareTo(id) < 0,
        "replaces",
        "an earlier batch than " + id,
        replaces);
  }

  private void check(boolean holds, String what, String expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(
          new Problem(what, "batch " + id, expected, String.valueOf(actual)).toString());
    }
  }
}
