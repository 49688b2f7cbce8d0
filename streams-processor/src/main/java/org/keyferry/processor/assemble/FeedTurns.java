package org.keyferry.processor.assemble;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * Whose turn it is when there is more to do than one step can: a feed that used up a step comes
 * last in the next one, so that a large batch delays those of other feeds by a step and no more.
 */
final class FeedTurns {
  private String last = "";

  /** The feeds in the order of the next step. */
  <T> List<T> inOrder(NavigableMap<String, T> feeds) {
    var order = new ArrayList<T>(feeds.tailMap(last, false).values());
    order.addAll(feeds.headMap(last, true).values());
    return order;
  }

  /** The feed used up the step. */
  void usedUpBy(String feed) {
    last = feed;
  }
}
