package org.keyferry.systemtests.fault;

/**
 * Processes that were killed for a fault.
 *
 * @param all how many
 * @param hits how many provably fell into the moment that they were aimed at
 */
record Kills(int all, int hits) {
  static final Kills NONE = new Kills(0, 0);

  /** Kills that were not aimed at a moment. */
  static Kills unaimed(int all) {
    return new Kills(all, 0);
  }

  static Kills aimed(boolean hit) {
    return new Kills(1, hit ? 1 : 0);
  }

  Kills and(Kills more) {
    return new Kills(all + more.all, hits + more.hits);
  }

  @Override
  public String toString() {
    return all == 0 ? "" : hits == 0 ? String.valueOf(all) : all + ", " + hits;
  }
}
