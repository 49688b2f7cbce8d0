package org.keyferry.systemtests.kill;

/**
 * The kills of one app.
 *
 * @param kills all of them
 * @param hits those that provably fell into the awkward moment
 */
public record KillCounts(int kills, int hits) {
  static final KillCounts NONE = new KillCounts(0, 0);

  KillCounts and(boolean hit) {
    return new KillCounts(kills + 1, hit ? hits + 1 : hits);
  }

  /** Whether there were as many kills as wanted, a quarter of them hits. */
  public boolean suffice(int wanted) {
    return kills >= wanted && 4 * hits >= wanted;
  }
}
