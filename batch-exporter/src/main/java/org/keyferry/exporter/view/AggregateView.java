package org.keyferry.exporter.view;

import java.io.IOException;

/** Has the aggregates of a feed follow its list. */
interface AggregateView {
  /** Trusts nothing that it remembers. */
  void forget();

  /** Makes those that are due, and deletes what nobody needs. */
  void follow(String feed) throws IOException;
}
